import type { Static } from 'typebox';
import { attributes } from '../../resources/listener/attributes.ts';
import { keysOf } from '../../schema/attribute-table.ts';
import { choice, flag, integer, list, map, object, oneOf, optional, scalar, text } from '../../schema/dialect.ts';
import { certificate, trustStore } from '../pointer.ts';
import { actions } from './actions.ts';
import { condition } from './conditions.ts';

const rewrite = object(
  {
    regex: text('What to look for.', { maxLength: 1024 }),
    replace: text('What to put there; $1 and so on are the groups of the expression.', {
      minLength: 0,
      maxLength: 1024,
    }),
  },
  'A regular expression and its replacement.',
);

const transform = oneOf(
  'a transform',
  { urlRewrite: rewrite, hostHeaderRewrite: rewrite },
  'What is rewritten before the request is sent on; exactly one key.',
);

const rule = object(
  {
    name: text('Names the rule within its listener; kept in a tag, so that the rule may change in every other way.', {
      pattern: '^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$',
      words: 'letters, digits and . _ - inside',
      maxLength: 63,
    }),
    priority: integer('Rules are tried from the lowest number up.', { minimum: 1, maximum: 50000 }),
    conditions: list(condition, 'All of them must match.', { minItems: 1 }),
    transforms: optional(list(transform, 'At most one of each key.', { maxItems: 2 })),
    actions: actions('What happens to requests that match.'),
  },
  'What happens to some requests of the listener.',
);

const mutualAuthentication = object(
  {
    mode: choice(['off', 'passthrough', 'verify'], 'Whether client certificates are asked for, and who checks them.'),
    trustStore: optional(trustStore),
    ignoreClientCertificateExpiry: optional(flag('Whether an expired certificate will do.')),
    advertiseTrustStoreCaNames: optional(choice(['on', 'off'], 'Whether clients are told which authorities count.')),
  },
  'Client certificates (HTTPS).',
);

/** One door of a load balancer. */
export const listener = object(
  {
    port: optional(integer('The port; not for a gateway load balancer.', { minimum: 1, maximum: 65535 })),
    protocol: optional(
      choice(
        ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'],
        'HTTP or HTTPS for an application load balancer, the others for a network one, none for a gateway one.',
      ),
    ),
    sslPolicy: optional(text('The security policy (HTTPS and TLS): which protocols and ciphers are spoken.')),
    certificates: optional(
      list(certificate, 'The first is the default certificate, the others are chosen by server name.', { minItems: 1 }),
    ),
    alpnPolicy: optional(
      choice(['HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None'], 'Protocol negotiation (TLS).'),
    ),
    mutualAuthentication: optional(mutualAuthentication),
    attributes: optional(
      map(scalar('The value, in any scalar form.'), "AWS's listener attributes, by AWS's own keys.", {
        keys: keysOf(attributes),
      }),
    ),
    defaultActions: actions('What happens to requests that no rule matches.'),
    rules: optional(list(rule, 'Further rules (application load balancers), told apart by name.', { keyedBy: 'name' })),
  },
  'A port that the load balancer listens on.',
);

export type ListenerSpec = Static<typeof listener>;
export type RuleSpec = Static<typeof rule>;
export type MutualAuthenticationSpec = Static<typeof mutualAuthentication>;

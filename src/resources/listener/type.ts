import { sameSet, type Fields } from '../../core/fields.ts';
import type { Live, ResourceType, Wanted } from '../../core/resource.ts';
import type { ResourceId, Text } from '../../core/value.ts';
import { sameActions } from '../action/normal.ts';
import type { Action } from '../action/type.ts';
import { defaultsFor } from '../defaults.ts';
import { pairBy, sameIn, samePart, type Likeness } from '../pairing.ts';
import { defaultOf } from './attributes.ts';
import {
  DEFAULT_SSL_POLICY,
  isSecure,
  noAlpn,
  noMutualAuthentication,
  sameMutualAuthentication,
  type MutualAuthentication,
} from './security.ts';

export interface ListenerState {
  readonly loadBalancer: Text;
  /** None for a gateway load balancer. */
  readonly port?: number;
  readonly protocol?: string;
  readonly sslPolicy?: string;
  /** The default certificate. */
  readonly certificate?: string;
  /** The others, chosen by SNI. */
  readonly extraCertificates?: readonly string[];
  readonly alpnPolicy?: string;
  readonly mutualAuthentication?: MutualAuthentication;
  readonly defaultActions: readonly Action[];
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Written by one AWS call each, in the order in which an update makes them. */
export type ListenerGroup = 'listener' | 'certificates' | 'attributes';

const listenerFields: Fields<ListenerState, ListenerGroup> = {
  // Listeners are paired within their load balancer, so that they can only differ in it while it is being replaced.
  loadBalancer: { onChange: 'replace', same: () => true, path: '' },
  port: { onChange: 'listener', impact: 'brief' },
  protocol: { onChange: 'listener', impact: 'brief' },
  sslPolicy: { onChange: 'listener', default: (live) => (isSecure(live) ? DEFAULT_SSL_POLICY : undefined) },
  certificate: { onChange: 'listener', path: '/certificates', shown: certificatesOf },
  alpnPolicy: { onChange: 'listener', default: (live) => (live.protocol === 'TLS' ? noAlpn : undefined) },
  mutualAuthentication: {
    onChange: 'listener',
    same: sameMutualAuthentication,
    default: (live) => (live.protocol === 'HTTPS' ? noMutualAuthentication : undefined),
  },
  defaultActions: { onChange: 'listener', same: sameActions },
  extraCertificates: {
    onChange: 'certificates',
    same: sameSet,
    attached: true,
    path: '/certificates',
    shown: certificatesOf,
  },
  attributes: {
    onChange: 'attributes',
    keyed: true,
    default: (live) => defaultsFor(live.attributes, (key) => defaultOf(key, live)),
  },
};

/** As the manifest lists them; which is the default one is said, since lists are told as sets. */
function certificatesOf({ certificate, extraCertificates = [] }: ListenerState): readonly object[] {
  const others = extraCertificates.map((arn) => ({ arn }));
  return certificate === undefined ? others : [{ arn: certificate, default: true }, ...others];
}

export const listenerType: ResourceType<ListenerState> = {
  name: 'listener',
  parent: 'load-balancer',
  segment: 'listeners',
  fields: listenerFields,
  pair: pairListeners,
  goesWithParent: () => true,
  detaches: { path: '/defaultActions', leads: true },
  taggable: true,
};

const likenesses: readonly Likeness<ListenerState>[] = [sameIn(({ port }) => String(port)), samePart];

/**
 * Which live listener of the load balancer is which wanted one: by the port that it takes, so that no two are ever in each
 * other's way, or by its tag.
 */
function pairListeners(
  wanted: readonly Wanted<ListenerState>[],
  live: readonly Live<ListenerState>[],
): Map<ResourceId, Live<ListenerState>> {
  return pairBy(likenesses, wanted, live);
}

import { attributes, placeOf } from '../../../resources/target-group/attributes.ts';
import type { Fault } from '../../../schema/fault.ts';
import { listed, named, quote } from '../../../schema/words.ts';
import { attributeFaults } from '../../check/attributes.ts';
import type { Check } from '../../check/folder.ts';
import type { Manifest } from '../../manifest.ts';
import type { TargetGroupSpec } from '../schema.ts';
import { healthCheck } from './health-check.ts';

type Group = Manifest<'TargetGroup'>;

export const targetGroupChecks: readonly Check<'TargetGroup'>[] = [
  fields,
  healthCheck,
  knownAttributes,
  attributesTogether,
];

/** What decides about attributes, with AWS's defaults. */
function subjectOf({ targetType = 'instance', protocol }: TargetGroupSpec): Parameters<typeof placeOf>[0] {
  return { targetType, ...(protocol === undefined ? {} : { protocol }) };
}

function* fields({ spec }: Group): Iterable<Fault> {
  const { targetType = 'instance', protocol, port } = spec;
  if (targetType === 'lambda') {
    for (const field of ['protocol', 'protocolVersion', 'port', 'targetControlPort', 'vpc', 'ipAddressType'] as const) {
      if (spec[field] !== undefined)
        yield { path: ['spec', field], onKey: true, message: `a lambda target group has no ${field}` };
    }
    return;
  }
  if (protocol === undefined)
    yield { path: ['spec'], message: '"protocol" is missing', hint: 'only a lambda target group goes without' };
  if (port === undefined)
    yield { path: ['spec'], message: '"port" is missing', hint: 'only a lambda target group goes without' };
  if (spec.vpc === undefined)
    yield {
      path: ['spec'],
      message: '"vpc" is missing',
      hint: 'vpc: { default: true } is the default VPC of the account',
    };
  if (protocol !== 'HTTP' && protocol !== 'HTTPS' && protocol !== undefined)
    for (const field of ['protocolVersion', 'targetControlPort'] as const)
      if (spec[field] !== undefined)
        yield { path: ['spec', field], onKey: true, message: `a ${protocol} target group has no ${field}` };
  if (protocol === 'GENEVE' && port !== undefined && port !== 6081)
    yield { path: ['spec', 'port'], message: `must be 6081 for GENEVE, is ${port}` };
  if (targetType === 'alb' && protocol !== 'TCP' && protocol !== undefined)
    yield { path: ['spec', 'protocol'], message: `must be TCP for the target type alb, is ${protocol}` };
}

function* knownAttributes({ spec }: Group): Iterable<Fault> {
  const subject = subjectOf(spec);
  const owner = named(subject.targetType === 'lambda' ? 'lambda' : (subject.protocol ?? 'HTTP'), 'target group');
  yield* attributeFaults(attributes, placeOf(subject), owner, spec.attributes ?? {}, ['spec', 'attributes']);
}

const stickiness: Readonly<Record<ReturnType<typeof placeOf>, readonly string[]>> = {
  application: ['lb_cookie', 'app_cookie'],
  lambda: ['lb_cookie', 'app_cookie'],
  network: ['source_ip'],
  'network by address': ['source_ip'],
  'network with datagrams': ['source_ip'],
  gateway: ['source_ip_dest_ip', 'source_ip_dest_ip_proto'],
};

/** Attributes of which one decides what another may say. */
function* attributesTogether({ spec }: Group): Iterable<Fault> {
  const given = spec.attributes ?? {};
  const say = (key: string): string | undefined => (given[key] === undefined ? undefined : String(given[key]));
  const at = (key: string): Fault['path'] => ['spec', 'attributes', key];
  const place = placeOf(subjectOf(spec));
  const type = say('stickiness.type');
  const types = stickiness[place];
  if (type !== undefined && !types.includes(type))
    yield {
      path: at('stickiness.type'),
      message: `must be ${listed(types, 'or')} for this protocol, is ${quote(type)}`,
    };
  if (type === 'app_cookie' && place === 'application' && (say('stickiness.app_cookie.cookie_name') ?? '') === '')
    yield { path: at('stickiness.type'), message: 'app_cookie needs stickiness.app_cookie.cookie_name' };
  const algorithm = say('load_balancing.algorithm.type') ?? 'round_robin';
  if (say('load_balancing.algorithm.anomaly_mitigation') === 'on' && algorithm !== 'weighted_random')
    yield {
      path: at('load_balancing.algorithm.anomaly_mitigation'),
      message: 'goes only with load_balancing.algorithm.type weighted_random',
    };
  const slow = (say('slow_start.duration_seconds') ?? '0') !== '0';
  if (slow && (algorithm === 'least_outstanding_requests' || algorithm === 'weighted_random'))
    yield {
      path: at('slow_start.duration_seconds'),
      message: 'goes only with load_balancing.algorithm.type round_robin',
    };
  if (place === 'network with datagrams' && say('preserve_client_ip.enabled') === 'false')
    yield { path: at('preserve_client_ip.enabled'), message: `cannot be turned off for ${spec.protocol ?? ''}` };
  const termination = 'target_health_state.unhealthy.connection_termination.enabled';
  const interval = 'target_health_state.unhealthy.draining_interval_seconds';
  const terminates = place.startsWith('network') && say(termination) !== 'false';
  if (terminates && (say(interval) ?? '0') !== '0')
    yield { path: at(interval), message: `goes only with ${termination} false` };
  const [leaving, unhealthy] = ['target_failover.on_deregistration', 'target_failover.on_unhealthy'] as const;
  if (place === 'gateway' && (say(leaving) ?? 'no_rebalance') !== (say(unhealthy) ?? 'no_rebalance'))
    yield { path: ['spec', 'attributes'], message: `${leaving} and ${unhealthy} must be the same` };
}

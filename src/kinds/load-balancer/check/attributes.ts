import { attributes as balancerTable } from '../../../resources/load-balancer/attributes.ts';
import { attributes as listenerTable, placeOf } from '../../../resources/listener/attributes.ts';
import type { Fault } from '../../../schema/fault.ts';
import { named } from '../../../schema/words.ts';
import type { Manifest } from '../../manifest.ts';
import { attributeFaults } from '../../check/attributes.ts';
import { listenersOf, typeOf } from './walk.ts';

type LoadBalancer = Manifest<'LoadBalancer'>;

const logs = ['access_logs', 'connection_logs', 'health_check_logs'];

/** Attributes of the load balancer itself. */
export function* balancerAttributes(balancer: LoadBalancer): Iterable<Fault> {
  const given = balancer.spec.attributes ?? {};
  const type = typeOf(balancer);
  yield* attributeFaults(balancerTable, type, named(type, 'load balancer'), given, ['spec', 'attributes']);
  const crossZone = 'load_balancing.cross_zone.enabled';
  if (type === 'application' && String(given[crossZone]) === 'false')
    yield {
      path: ['spec', 'attributes', crossZone],
      message: 'is always true for an application load balancer',
      hint: 'each target group can turn it off for itself',
    };
  for (const log of logs) {
    const key = `${log}.s3.enabled`;
    if (String(given[key]) === 'true' && (given[`${log}.s3.bucket`] ?? '') === '')
      yield { path: ['spec', 'attributes', key], message: `needs ${log}.s3.bucket` };
  }
}

/** Attributes of its listeners. */
export function* listenerAttributes(balancer: LoadBalancer): Iterable<Fault> {
  for (const { listener, path } of listenersOf(balancer)) {
    const protocol = typeOf(balancer) === 'gateway' ? undefined : listener.protocol;
    const owner = named(protocol ?? 'gateway', 'listener');
    yield* attributeFaults(listenerTable, placeOf(protocol), owner, listener.attributes ?? {}, [...path, 'attributes']);
  }
}

import { healthCheckDefaults, type HealthCheck } from '../../../resources/target-group/health-check.ts';
import type { Fault } from '../../../schema/fault.ts';
import type { Manifest } from '../../manifest.ts';
import type { HealthCheckSpec, TargetGroupSpec } from '../schema.ts';

/** The status codes that AWS takes for a sign of health. */
function codesFor({ targetType, protocol, protocolVersion }: TargetGroupSpec): readonly [number, number] {
  if (protocol === 'GENEVE') return [200, 399];
  if (targetType !== 'lambda' && protocol !== 'HTTP' && protocol !== 'HTTPS') return [200, 599];
  return protocolVersion === 'GRPC' ? [0, 99] : [200, 499];
}

/** Health checks that AWS would refuse. */
export function* healthCheck({ spec }: Manifest<'TargetGroup'>): Iterable<Fault> {
  if (spec.healthCheck === undefined) return;
  const defaults = healthCheckDefaults({ ...spec, targetType: spec.targetType ?? 'instance' });
  for (const fault of [
    ...fields(spec, spec.healthCheck, defaults),
    ...times(spec.healthCheck, defaults),
    ...codes(spec.healthCheck, codesFor(spec)),
  ])
    yield { ...fault, path: ['spec', 'healthCheck', ...fault.path] };
}

function* fields(
  { targetType, protocol }: TargetGroupSpec,
  check: HealthCheckSpec,
  standard: HealthCheck,
): Iterable<Fault> {
  if (targetType === 'lambda') {
    for (const field of ['protocol', 'port'] as const)
      if (check[field] !== undefined)
        yield { path: [field], onKey: true, message: `a lambda health check has no ${field}` };
    return;
  }
  if (check.enabled === false)
    yield { path: ['enabled'], message: 'only a lambda target group can go without health checks' };
  const isTcp = standard.protocol === 'TCP';
  if (check.protocol === 'TCP' && !isTcp)
    yield {
      path: ['protocol'],
      message: `must be HTTP or HTTPS for ${targetType === 'alb' ? 'alb' : (protocol ?? 'HTTP')} targets, is TCP`,
    };
  if (isTcp && (check.protocol ?? 'TCP') === 'TCP') {
    for (const field of ['path', 'matcher'] as const)
      if (check[field] !== undefined)
        yield { path: [field], onKey: true, message: `a TCP health check has no ${field}`, hint: 'set protocol: HTTP' };
  }
  if (Number(check.port) > 65535)
    yield { path: ['port'], message: `must be a port from 1 to 65535, is ${check.port ?? ''}` };
}

function* times(check: HealthCheckSpec, standard: HealthCheck): Iterable<Fault> {
  const { intervalSeconds: interval = 0, timeoutSeconds: timeout = 0 } = { ...standard, ...check };
  if (timeout < interval || (timeout === interval && standard.protocol === 'TCP')) return;
  const byDefault = ' by default';
  const timeoutText = `timeoutSeconds (${timeout}${check.timeoutSeconds === undefined ? byDefault : ''})`;
  const than = `intervalSeconds (${interval}${check.intervalSeconds === undefined ? byDefault : ''})`;
  const field = check.timeoutSeconds === undefined ? 'intervalSeconds' : 'timeoutSeconds';
  yield { path: [field], message: `${timeoutText} must be less than ${than}` };
}

function* codes({ matcher }: HealthCheckSpec, [lowest, highest]: readonly [number, number]): Iterable<Fault> {
  for (const part of matcher?.split(',') ?? []) {
    const [from, to = from] = part.split('-').map(Number);
    if (from === undefined || to === undefined) continue;
    if (from > to) yield { path: ['matcher'], message: `${part} runs backwards` };
    else if (from < lowest || to > highest)
      yield { path: ['matcher'], message: `${part} is outside ${lowest}-${highest}, all that AWS allows here` };
  }
}

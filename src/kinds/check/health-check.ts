import type { Fault } from '../../schema/fault.ts';
import type { Manifest } from '../manifest.ts';
import type { HealthCheckSpec, TargetGroupSpec } from '../target-group/schema.ts';

/** AWS's defaults and limits, which depend on whose target group it is. */
interface Rules {
  readonly protocol: 'HTTP' | 'TCP' | undefined;
  readonly interval: number;
  readonly timeout: number;
  readonly codes: readonly [number, number];
}

function rulesFor({ targetType, protocol, protocolVersion }: TargetGroupSpec): Rules {
  if (targetType === 'lambda') return { protocol: undefined, interval: 35, timeout: 30, codes: [200, 499] };
  if (protocol === 'GENEVE') return { protocol: 'TCP', interval: 10, timeout: 5, codes: [200, 399] };
  if (targetType === 'alb') return { protocol: 'HTTP', interval: 30, timeout: 6, codes: [200, 599] };
  if (protocol !== 'HTTP' && protocol !== 'HTTPS')
    return { protocol: 'TCP', interval: 30, timeout: 10, codes: [200, 599] };
  return { protocol: 'HTTP', interval: 30, timeout: 5, codes: protocolVersion === 'GRPC' ? [0, 99] : [200, 499] };
}

/** Health checks that AWS would refuse. */
export function* healthCheck({ spec }: Manifest<'TargetGroup'>): Iterable<Fault> {
  if (spec.healthCheck === undefined) return;
  const rules = rulesFor(spec);
  for (const fault of [
    ...fields(spec, spec.healthCheck, rules),
    ...times(spec.healthCheck, rules),
    ...codes(spec.healthCheck, rules),
  ])
    yield { ...fault, path: ['spec', 'healthCheck', ...fault.path] };
}

function* fields({ targetType, protocol }: TargetGroupSpec, check: HealthCheckSpec, rules: Rules): Iterable<Fault> {
  if (targetType === 'lambda') {
    for (const field of ['protocol', 'port'] as const)
      if (check[field] !== undefined)
        yield { path: [field], onKey: true, message: `a lambda health check has no ${field}` };
    return;
  }
  if (check.enabled === false)
    yield { path: ['enabled'], message: 'only a lambda target group can go without health checks' };
  if (check.protocol === 'TCP' && rules.protocol === 'HTTP')
    yield {
      path: ['protocol'],
      message: `must be HTTP or HTTPS for ${targetType === 'alb' ? 'alb' : (protocol ?? 'HTTP')} targets, is TCP`,
    };
  if ((check.protocol ?? rules.protocol) === 'TCP') {
    for (const field of ['path', 'matcher'] as const)
      if (check[field] !== undefined && rules.protocol === 'TCP')
        yield { path: [field], onKey: true, message: `a TCP health check has no ${field}`, hint: 'set protocol: HTTP' };
  }
  if (Number(check.port) > 65535)
    yield { path: ['port'], message: `must be a port from 1 to 65535, is ${check.port ?? ''}` };
}

function* times(check: HealthCheckSpec, rules: Rules): Iterable<Fault> {
  const interval = check.intervalSeconds ?? rules.interval;
  const timeout = check.timeoutSeconds ?? rules.timeout;
  if (timeout < interval || (timeout === interval && rules.protocol === 'TCP')) return;
  const byDefault = ' by default';
  const told = `timeoutSeconds (${timeout}${check.timeoutSeconds === undefined ? byDefault : ''})`;
  const than = `intervalSeconds (${interval}${check.intervalSeconds === undefined ? byDefault : ''})`;
  const field = check.timeoutSeconds === undefined ? 'intervalSeconds' : 'timeoutSeconds';
  yield { path: [field], message: `${told} must be less than ${than}` };
}

function* codes({ matcher }: HealthCheckSpec, { codes: [lowest, highest] }: Rules): Iterable<Fault> {
  for (const part of matcher?.split(',') ?? []) {
    const [from, to = from] = part.split('-').map(Number);
    if (from === undefined || to === undefined) continue;
    if (from > to) yield { path: ['matcher'], message: `${part} runs backwards` };
    else if (from < lowest || to > highest)
      yield { path: ['matcher'], message: `${part} is outside ${lowest}-${highest}, all that AWS allows here` };
  }
}

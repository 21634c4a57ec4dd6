import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Status, TargetHealth } from '../../core/resource.ts';
import { present } from '../present.ts';

export function toTarget({ Target, TargetHealth: health }: TargetHealthDescription): TargetHealth {
  return {
    id: Target?.Id ?? '',
    state: health?.State ?? 'unknown',
    ...present({
      port: Target?.Port,
      zone: Target?.AvailabilityZone,
      reason: health?.Reason,
      description: health?.Description,
    }),
  };
}

/** A group is ready once it stands: whether it has to serve, and does, only those tell who lead there. */
export function statusOf(targets: readonly TargetHealth[], usedByOthers = false): Status {
  return {
    ready: true,
    text: healthText(targets),
    targets: [...targets].sort((a, b) => (label(a) < label(b) ? -1 : 1)),
    ...(usedByOthers ? { usedByOthers } : {}),
  };
}

/** A group in which targets have just been registered or deregistered is done when each of them is where it was to be. */
export function movingStatusOf(targets: readonly TargetHealth[]): Status {
  const moving = targets.filter(({ state }) => !settled.has(state));
  return { ready: moving.length === 0, text: [healthText(targets), ...namedTexts(moving)].join('; ') };
}

/** A group that is to serve does so by its first target; what is wrong with the others is no reason to wait. */
export function servingStatusOf(targets: readonly TargetHealth[]): Status {
  return { ready: targets.some((target) => phaseOf(target) === 'serving'), text: shortfallText(targets) };
}

/** How many are healthy, and what the others are. */
export function shortfallText(targets: readonly TargetHealth[]): string {
  const others = targets.filter((target) => !['serving', 'draining'].includes(phaseOf(target)));
  return [healthText(targets), ...namedTexts(others)].join('; ');
}

function namedTexts(targets: readonly TargetHealth[]): string[] {
  const named = targets.slice(0, MOST_NAMED).map(targetText);
  return targets.length > MOST_NAMED ? [...named, `and ${targets.length - MOST_NAMED} more`] : named;
}

const MOST_NAMED = 4;

/** `unused` has no health check, and neither has what is `unavailable`. */
const settled: ReadonlySet<string> = new Set(['healthy', 'unused', 'unavailable']);

/** What a target is to requests: `idle` where none are led to its group, `unsure` where AWS itself does not know. */
export type TargetPhase = 'serving' | 'initial' | 'draining' | 'unused' | 'unhealthy' | 'unknown';

/** By AWS's state and reason. What nothing checks gets requests like any other. */
export function phaseOf({ state, reason, description = '' }: TargetHealth): TargetPhase {
  if (reason === 'Target.HealthCheckDisabled') return 'serving';
  if (state === 'unavailable') return reason === undefined ? 'serving' : 'unknown';
  if (state === 'unused') return isNotInUse(reason) && !isOutsideZones(description) ? 'unused' : 'unhealthy';
  return phaseByState[state] ?? 'unknown';
}

const phaseByState: Readonly<Record<string, TargetPhase>> = {
  healthy: 'serving',
  initial: 'initial',
  draining: 'draining',
  'unhealthy.draining': 'draining',
  unhealthy: 'unhealthy',
};

/** So too where an emulator gives no reason. */
function isNotInUse(reason = 'Target.NotInUse'): boolean {
  return reason === 'Target.NotInUse';
}

/** AWS has one code for what is in no use, and for what is in a zone in which the load balancer has no subnet. */
export function isOutsideZones(description: string): boolean {
  return /Availability Zone/i.test(description);
}

/** What nothing checks can't be called healthy, and serves. */
export function healthText(targets: readonly TargetHealth[]): string {
  const registered = targets.filter(({ state }) => state !== 'draining');
  const healthy = registered.filter(({ state }) => state === 'healthy').length;
  const serving = registered.filter((target) => phaseOf(target) === 'serving').length;
  const draining = targets.length - registered.length;
  const health = registered.length === 0 ? 'no targets' : `${healthy}/${registered.length} healthy`;
  const unchecked = serving === healthy ? '' : `, ${serving - healthy} not checked`;
  return draining === 0 ? `${health}${unchecked}` : `${health}${unchecked}, ${draining} draining`;
}

/** AWS's code and its explanation; an empty text where it gives neither. */
export function reasonText({ reason, description }: TargetHealth): string {
  return [reason, description].filter((part) => part !== undefined).join(': ');
}

/** How one target is doing, and why. */
export function targetText(target: TargetHealth): string {
  const { id, port, state } = target;
  const why = reasonText(target);
  return `${id}${port === undefined ? '' : `:${port}`} is ${state}${why === '' ? '' : ` (${why})`}`;
}

function label({ id, port = 0 }: TargetHealth): string {
  return `${id} ${String(port).padStart(5, '0')}`;
}

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

/** A group is ready once it stands: whoever registers its targets may come later. */
export function statusOf(targets: readonly TargetHealth[]): Status {
  return {
    ready: true,
    text: healthText(targets),
    targets: [...targets].sort((a, b) => (label(a) < label(b) ? -1 : 1)),
  };
}

/** A group in which targets have just been registered or deregistered is done when each of them is where it was to be. */
export function movingStatusOf(targets: readonly TargetHealth[]): Status {
  const moving = targets.filter(({ state }) => !settled.has(state));
  const named = moving.slice(0, MOST_NAMED).map(targetText);
  const more = moving.length > MOST_NAMED ? [`and ${moving.length - MOST_NAMED} more`] : [];
  return { ready: moving.length === 0, text: [healthText(targets), ...named, ...more].join('; ') };
}

const MOST_NAMED = 4;

/** `unused` has no health check, and neither has what is `unavailable`. */
const settled: ReadonlySet<string> = new Set(['healthy', 'unused', 'unavailable']);

function healthText(targets: readonly TargetHealth[]): string {
  const registered = targets.filter(({ state }) => state !== 'draining');
  const healthy = registered.filter(({ state }) => state === 'healthy').length;
  const draining = targets.length - registered.length;
  const health = registered.length === 0 ? 'no targets' : `${healthy}/${registered.length} healthy`;
  return draining === 0 ? health : `${health}, ${draining} draining`;
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

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
  const healthy = targets.filter((target) => target.state === 'healthy').length;
  return {
    ready: true,
    text: targets.length === 0 ? 'no targets' : `${healthy}/${targets.length} healthy`,
    targets: [...targets].sort((a, b) => (label(a) < label(b) ? -1 : 1)),
  };
}

function label({ id, port = 0 }: TargetHealth): string {
  return `${id} ${String(port).padStart(5, '0')}`;
}

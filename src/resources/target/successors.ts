import type { TargetDescription, TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { EvenkeelError } from '../../core/errors.ts';
import { targetText, toTarget } from '../target-group/targets.ts';

type Health = TargetHealthDescription;

/**
 * Refuses for now where those that stay do not serve yet while those that leave do. Where nobody stays, the plan has
 * allowed it; where no health is checked, there is nothing to wait for.
 */
export function successors(registered: readonly Health[], leaves: (target: TargetDescription) => boolean): void {
  const isLeaving = ({ Target }: Health): boolean => Target !== undefined && leaves(Target);
  const staying = registered.filter((one) => !is(one, 'draining') && !isLeaving(one));
  const serving = registered.some((one) => isLeaving(one) && is(one, 'healthy'));
  if (staying.length === 0 || !serving) return;
  const initial = staying.filter((one) => is(one, 'initial'));
  if (initial.length === 0 && staying.some((one) => is(one, 'healthy') || is(one, 'unused'))) return;
  const unready = initial.length > 0 ? initial : staying;
  throw new EvenkeelError({
    code: 'not-ready',
    retry: 'soon',
    message: `the old targets keep serving until these do: ${unready.slice(0, 4).map(toTarget).map(targetText).join(', ')}`,
    remedy: 'find out what keeps these targets from being healthy',
  });
}

function is({ TargetHealth: health }: Health, state: string): boolean {
  return health?.State === state;
}

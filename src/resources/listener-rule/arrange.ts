import { EvenkeelError } from '../../core/errors.ts';
import type { ApplyContext, Arrangement } from '../resource.ts';
import { detour, rearranged, type Priorities } from './priorities.ts';
import type { ListenerRuleState } from './type.ts';

/** Gives all rules of a listener their priorities at once, before any is created, changed or deleted. */
export async function arrange(context: ApplyContext, arrangement: Arrangement<ListenerRuleState>): Promise<void> {
  const batch = rearranged(arrangement);
  if (batch.size === 0) return;
  requireRoom(batch, arrangement);
  try {
    await setPriorities(context, batch);
  } catch (thrown) {
    const first = detour(batch, arrangement);
    if (!isPriorityInUse(thrown) || first.size === 0) throw thrown;
    await setPriorities(context, first);
    await setPriorities(context, new Map([...batch].filter(([rule, priority]) => first.get(rule) !== priority)));
  }
}

async function setPriorities({ aws }: ApplyContext, priorities: Priorities): Promise<void> {
  if (priorities.size === 0) return;
  await aws.elbv2.setRulePriorities({
    RulePriorities: [...priorities].map(([RuleArn, Priority]) => ({ RuleArn, Priority })),
  });
}

/** A rule that is to be left alone is never pushed aside. */
function requireRoom(batch: Priorities, { kept }: Arrangement<ListenerRuleState>): void {
  const goals = new Set(batch.values());
  const obstacle = kept.find(({ state }) => goals.has(state.priority));
  if (obstacle === undefined) return;
  throw new EvenkeelError({
    code: 'aws-rejected',
    retry: 'never',
    message: `priority ${obstacle.state.priority} is held by ${obstacle.physical}, which is left alone`,
    remedy: 'choose another priority',
  });
}

function isPriorityInUse(thrown: unknown): boolean {
  return thrown instanceof EvenkeelError && thrown.facts.call?.awsCode === 'PriorityInUse';
}

import type { SetRulePrioritiesInput, SetRulePrioritiesOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { refuse, requireRange, requireSome, required } from './constraints.ts';
import { requireListener, requireRule, rulesOf } from './find.ts';
import { unordered } from './paging.ts';
import { describeRule, highestPriority } from './rules.ts';
import type { Rule } from './state.ts';

/** The whole batch at once or not at all: what counts is that priorities are free when it is done, so swaps work. */
export function setRulePriorities(input: SetRulePrioritiesInput, { world }: Call<World>): SetRulePrioritiesOutput {
  const wanted = new Map<Rule, number>();
  for (const { RuleArn, Priority } of requireSome(input.RulePriorities, 'rule priority')) {
    const rule = requireRule(world, RuleArn);
    const priority = required(Priority, 'rule priority');
    requireRange(priority, 'priority', 1, highestPriority);
    if (rule.priority === 'default') {
      throw new AwsError('OperationNotPermitted', `The priority of default rule '${rule.arn}' cannot be modified`);
    }
    if (wanted.has(rule)) refuse(`Rule '${rule.arn}' was specified more than once`);
    wanted.set(rule, priority);
  }
  requireDistinct(world, wanted);
  for (const [rule, priority] of wanted) rule.priority = priority;
  return { Rules: unordered(wanted.keys(), (rule) => rule.arn).map(describeRule) };
}

function requireDistinct(world: World, wanted: ReadonlyMap<Rule, number>): void {
  const listenerArns = new Set([...wanted.keys()].map((rule) => rule.listenerArn));
  for (const listenerArn of listenerArns) {
    const taken = new Set<number | 'default'>();
    for (const rule of rulesOf(world, requireListener(world, listenerArn))) {
      const priority = wanted.get(rule) ?? rule.priority;
      if (taken.has(priority)) throw new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`);
      taken.add(priority);
    }
  }
}

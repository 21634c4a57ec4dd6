import { groupBy, indexBy } from '../../core/group-by.ts';
import { readOwnership } from '../../core/ownership.ts';
import { isMaking, isWrite, type Change } from '../../core/plan.ts';
import type { Live, Snapshot } from '../../core/resource.ts';
import type { Verdict } from '../../core/serving.ts';
import { indexUnreadable } from '../../core/unreadable.ts';
import { weighedGroupsOf } from '../../resources/action/target-groups.ts';
import type { Action } from '../../resources/action/type.ts';
import type { ListenerRuleState } from '../../resources/listener-rule/type.ts';
import type { ListenerState } from '../../resources/listener/type.ts';
import { fillersIn } from './fillers.ts';
import { judgeTargets, type Use } from './targets.ts';
import { judgeActions, judgeListener, judgeLoadBalancer, type Destination, type Way } from './ways.ts';

/** Who does their work and who does not, by what AWS calls them: one judgement, for all who tell of it. */
export interface Serving {
  /** Of a target group, a listener, a rule or a load balancer; of nothing else, nor of what could not be read. */
  readonly verdictOf: (physical: string) => Verdict | undefined;
  /** What is asked of a target group. */
  readonly useOf: (group: string) => Use;
  /** Of some targets of one group only. */
  readonly verdictOnSome: (group: string, targets: NonNullable<Live['status']>['targets']) => Verdict;
}

/** From one look and the plan that was made of it. */
export function servingOf(snapshot: Pick<Snapshot, 'live' | 'unreadable'>, changes: readonly Change[]): Serving {
  const byType = groupBy(snapshot.live, ({ type }) => type);
  const listeners = (byType.get('listener') ?? []) as readonly Live<ListenerState>[];
  const rules = (byType.get('listener-rule') ?? []) as readonly Live<ListenerRuleState>[];
  const groups = byType.get('target-group') ?? [];
  const led = new Set([
    ...listeners.flatMap(({ state }) => weighedGroupsOf(state.defaultActions)),
    ...rules.flatMap(({ state }) => weighedGroupsOf(state.actions)),
  ]);
  const named = new Set([...listeners, ...rules].flatMap(({ uses }) => uses));
  const names = new Map(groups.map(({ physical, name = physical }) => [physical, name]));
  const fillers = fillersIn(byType);
  const registering = new Set(
    changes.filter((change) => change.action === 'register' && isWrite(change)).map(({ holder }) => holder),
  );
  const isFillerToCome = changes.some(
    ({ type, action }) => isMaking(action) && (type === 'ecs-service' || type === 'auto-scaling-group'),
  );
  const verdicts = new Map<string, Verdict>();
  const unread = indexUnreadable(snapshot.unreadable);
  const uses = new Map(groups.map((group) => [group.physical, useOf(group)]));

  for (const { physical, status } of groups) {
    if (status?.targets !== undefined) verdicts.set(physical, judgeTargets(status.targets, uses.get(physical)!));
  }
  const rulesOf = groupBy(rules, ({ parent }) => parent);
  const listenersOf = indexBy(listeners, ({ parent = '' }) => [parent]);
  for (const rule of rules) verdicts.set(rule.physical, judge(rule.state.actions));
  for (const listener of listeners) verdicts.set(listener.physical, judgeListener(waysOf(listener), isWhole(listener)));
  for (const { physical } of byType.get('load-balancer') ?? []) {
    const ways = (listenersOf.get(physical) ?? []).map((listener): Way => ({
      label: listenerText(listener.state),
      verdict: verdicts.get(listener.physical)!,
    }));
    verdicts.set(physical, judgeLoadBalancer(ways));
  }
  const unknownUse: Use = { isForwardedTo: false, isFilled: false, isComing: false };
  return {
    verdictOf: (physical) => verdicts.get(physical),
    useOf: (group) => uses.get(group) ?? unknownUse,
    verdictOnSome: (group, targets = []) => judgeTargets(targets, uses.get(group) ?? unknownUse),
  };

  function useOf({ physical, status, tags }: Live): Use {
    const filling = fillers.of(physical);
    const { manifest = '', targets } = readOwnership(tags) ?? {};
    // AWS checks only what is in use.
    const isChecked = !named.has(physical) && (status?.targets ?? []).some(({ state }) => checked.has(state));
    const isUsedByOthers = status?.usedByOthers === true || isChecked;
    const isAwaited = targets === 'delegated' && filling.length === 0 && isFillerToCome;
    return {
      isForwardedTo: (led.has(physical) || isUsedByOthers) && !fillers.isBetweenTurns(physical),
      isFilled: filling.some(({ takesTurns }) => !takesTurns),
      isComing: isAwaited || registering.has(manifest) || filling.some(({ isAtWork }) => isAtWork),
    };
  }

  function judge(actions: readonly Action[]): Verdict {
    return judgeActions(actions, (group): Destination => ({
      name: names.get(group) ?? group,
      verdict: verdicts.get(group),
    }));
  }

  function waysOf({ physical, state }: Live<ListenerState>): Way[] {
    const own = (rulesOf.get(physical) ?? []).toSorted((a, b) => a.state.priority - b.state.priority);
    return [
      ...own.map((rule) => ({ label: `rule ${rule.state.priority}`, verdict: verdicts.get(rule.physical)! })),
      { label: 'the default action', verdict: judge(state.defaultActions) },
    ];
  }

  /** Whether all of its rules could be read. */
  function isWhole({ physical }: Live): boolean {
    return unread('listener-rule', { parent: physical }).length === 0;
  }
}

const checked: ReadonlySet<string> = new Set(['healthy', 'unhealthy', 'initial']);

function listenerText({ protocol = 'all protocols', port }: ListenerState): string {
  return port === undefined ? protocol : `${protocol} ${port}`;
}

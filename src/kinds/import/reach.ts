import { groupBy, indexBy } from '../../core/group-by.ts';
import { plain } from '../../core/inventory.ts';
import type { Live } from '../../core/resource.ts';
import type { AutoScalingGroupState } from '../../resources/auto-scaling-group/type.ts';
import type { EcsServiceState } from '../../resources/ecs-service/type.ts';
import type { TargetState } from '../../resources/target/type.ts';

/** What stands, and what of it hangs together. */
export interface Standing {
  readonly standing: (physical: string) => Live | undefined;
  readonly childrenOf: (physical: string, type: string) => readonly Live[];
  /** The Auto Scaling groups and ECS services that register targets in that group. */
  readonly fillersOf: (targetGroup: string) => readonly Live[];
}

export function standingOf(live: readonly Live[]): Standing {
  const byPhysical = new Map(live.map((one) => [one.physical, one]));
  const children = groupBy(live, ({ parent }) => parent);
  const fillers = indexBy(live, groupsFilledBy);
  return {
    standing: (physical) => byPhysical.get(physical),
    childrenOf: (physical, type) => (children.get(physical) ?? []).filter((one) => one.type === type),
    fillersOf: (targetGroup) => fillers.get(targetGroup) ?? [],
  };
}

/** The target groups, by ARN, in which it registers targets. */
export function groupsFilledBy({ type, state }: Live): string[] {
  if (type === 'auto-scaling-group') return ((state as AutoScalingGroupState).targetGroups ?? []).map(plain);
  if (type !== 'ecs-service') return [];
  return ((state as EcsServiceState).loadBalancers ?? []).flatMap(({ targetGroup, alternateTargetGroup }) =>
    [targetGroup, alternateTargetGroup].flatMap((group) => (group === undefined ? [] : [plain(group)])),
  );
}

/** What one object leads to, by ARN or id: what it uses, and who fills it. */
function leadsTo(one: Live, { standing, childrenOf, fillersOf }: Standing): string[] {
  const parts = childrenOf(one.physical, 'listener').flatMap((listener) => [
    listener,
    ...childrenOf(listener.physical, 'listener-rule'),
  ]);
  const template = one.type === 'auto-scaling-group' ? one.uses.map(standing) : [];
  const registered = childrenOf(one.physical, 'target').map(({ state }) => plain((state as TargetState).id));
  return [
    ...[one, ...parts, ...template].flatMap((part) => part?.uses ?? []),
    ...registered.filter((id) => standing(id)?.type === 'load-balancer'),
    ...fillersOf(one.physical).map(({ physical }) => physical),
  ];
}

/** By what is reached, the starts that it is reached from; who is a start itself belongs to nobody else, and what is barred to nobody. */
export function reachedFrom(
  starts: readonly Live[],
  standing: Standing,
  isBarred: (one: Live) => boolean,
): ReadonlyMap<Live, ReadonlySet<Live>> {
  const begun = new Set(starts);
  const reached = new Map<Live, Set<Live>>();
  for (const start of starts) {
    const seen = new Set([start]);
    for (const one of seen) {
      const known = reached.get(one);
      if (known === undefined) reached.set(one, new Set([start]));
      else known.add(start);
      if (isBarred(one)) continue;
      for (const physical of leadsTo(one, standing)) {
        const next = standing.standing(physical);
        if (next !== undefined && isRoot(next) && !begun.has(next)) seen.add(next);
      }
    }
  }
  return reached;
}

/** What is, or makes, a manifest of its own. */
const rootTypes: ReadonlySet<string> = new Set([
  'load-balancer',
  'target-group',
  'security-group',
  'auto-scaling-group',
  'ecs-service',
]);

export function isRoot({ type }: Live): boolean {
  return rootTypes.has(type);
}

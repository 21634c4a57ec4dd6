import type { Live } from '../../core/resource.ts';
import type { AutoScalingGroupState } from '../../resources/auto-scaling-group/type.ts';
import type { EcsServiceState } from '../../resources/ecs-service/type.ts';

/** ECS or Auto Scaling, where it is to register targets in a group. */
export interface Filler {
  /** Not as many run as are to, and AWS has not given it up. */
  readonly isAtWork: boolean;
  /** It has a second group, and one of the two stays empty between deployments. */
  readonly takesTurns: boolean;
}

export interface Fillers {
  readonly of: (group: string) => readonly Filler[];
  /** Of two groups that take turns, whether it is the one that is empty between deployments. */
  readonly isBetweenTurns: (group: string) => boolean;
}

/** Who of what stands fills which groups. What is scaled to nothing fills none. */
export function fillersIn(byType: ReadonlyMap<string, readonly Live[]>): Fillers {
  const fillers = new Map<string, Filler[]>();
  const partners = new Map<string, string>();
  const fill = (group: unknown, { status }: Live, takesTurns = false): void => {
    if (typeof group !== 'string') return;
    const filler = { isAtWork: status?.ready === false && status.failed !== true, takesTurns };
    fillers.set(group, [...(fillers.get(group) ?? []), filler]);
  };
  for (const service of (byType.get('ecs-service') ?? []) as readonly Live<EcsServiceState>[]) {
    const { desiredCount, loadBalancers = [] } = service.state;
    for (const { targetGroup, alternateTargetGroup } of loadBalancers) {
      if (typeof targetGroup === 'string' && typeof alternateTargetGroup === 'string') {
        partners.set(targetGroup, alternateTargetGroup).set(alternateTargetGroup, targetGroup);
      }
      if (desiredCount === 0) continue;
      for (const group of [targetGroup, alternateTargetGroup]) fill(group, service, alternateTargetGroup !== undefined);
    }
  }
  for (const scaling of (byType.get('auto-scaling-group') ?? []) as readonly Live<AutoScalingGroupState>[]) {
    const { desiredCapacity = 1, targetGroups = [] } = scaling.state;
    if (desiredCapacity > 0) for (const group of targetGroups) fill(group, scaling);
  }
  const targets = new Map(
    (byType.get('target-group') ?? []).map(({ physical, status }) => [physical, status?.targets]),
  );
  const isEmpty = (group: string): boolean => targets.get(group)?.length === 0;
  return {
    of: (group) => fillers.get(group) ?? [],
    isBetweenTurns(group) {
      const partner = partners.get(group);
      return partner !== undefined && isEmpty(group) && !isEmpty(partner);
    },
  };
}

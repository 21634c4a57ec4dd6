import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { World } from '../world.ts';

/** Which load balancers each target group serves: never kept, since the rules already tell it. */
export function usage(world: World): Map<string, Set<string>> {
  const users = new Map<string, Set<string>>();
  for (const rule of world.elbv2.rules.values()) {
    const loadBalancerArn = world.elbv2.listeners.get(rule.listenerArn)?.loadBalancerArn;
    if (loadBalancerArn === undefined) continue;
    for (const arn of forwardedTo(rule.actions)) users.set(arn, (users.get(arn) ?? new Set()).add(loadBalancerArn));
  }
  return users;
}

/** To be called whenever rules changed: notes when a target group came into use, or went out of it. */
export function stampUse(world: World): void {
  const users = usage(world);
  for (const group of world.elbv2.targetGroups.values()) {
    group.usedSince = users.has(group.arn) ? (group.usedSince ?? world.clock.now()) : undefined;
  }
}

/** The target groups that these actions forward to. */
export function forwardedTo(actions: readonly Action[]): string[] {
  return actions.flatMap((action) =>
    (action.ForwardConfig?.TargetGroups ?? []).flatMap(({ TargetGroupArn: arn }) => (arn === undefined ? [] : [arn])),
  );
}

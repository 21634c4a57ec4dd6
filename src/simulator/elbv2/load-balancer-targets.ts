import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import { refuse } from './constraints.ts';
import { listenersOf, rulesOf } from './find.ts';
import { loadBalancerState } from './load-balancer-state.ts';
import type { Listener, LoadBalancer, TargetGroup, Verdict, AskedTarget } from './state.ts';
import { forwardedTo } from './usage.ts';

/** Checks an application load balancer that is to stand behind a network load balancer. */
export function requireLoadBalancerTarget(world: World, group: TargetGroup, { id, port }: AskedTarget): void {
  const loadBalancer = world.elbv2.loadBalancers.get(id);
  if (loadBalancer?.type !== 'application') return refuseTarget(`'${id}' is not an Application Load Balancer`);
  if (loadBalancer.vpcId !== group.vpcId) {
    refuseTarget(`The following targets are not in the target group VPC '${group.vpcId}': '${id}'`);
  }
  if (!isActive(world, loadBalancer)) refuseTarget(`Load balancer '${id}' is not active`);
  if (listenerOn(world, loadBalancer, port) === undefined) {
    refuse(`Load balancer '${id}' has no listener on port ${port}, which a target of type ALB must have`);
  }
}

/** A listener stays for as long as its load balancer is registered under its port. */
export function requireNoTarget(world: World, { loadBalancerArn, port }: Listener): void {
  const targets = [...world.elbv2.targetGroups.values()].flatMap((group) => [...group.targets.values()]);
  if (targets.some((target) => target.id === loadBalancerArn && target.port === port && target.goneAt === undefined)) {
    throw new AwsError(
      'ResourceInUse',
      `Listener port '${port}' is in use by registered target '${loadBalancerArn}' and cannot be removed.`,
    );
  }
}

/** What health checks through a load balancer's listener find: whether it can hand them to somebody who is well. */
export function verdictOnLoadBalancer(
  world: World,
  { id, port }: AskedTarget,
  isWell: (group: TargetGroup) => boolean,
): Verdict {
  const loadBalancer = world.elbv2.loadBalancers.get(id);
  if (loadBalancer === undefined || !isActive(world, loadBalancer)) return 'Target.FailedHealthChecks';
  const listener = listenerOn(world, loadBalancer, port);
  if (listener === undefined) return 'Target.FailedHealthChecks';
  const rule = rulesOf(world, listener).find(({ priority }) => priority === 'default');
  const groups = forwardedTo(rule?.actions ?? []).flatMap((arn) => world.elbv2.targetGroups.get(arn) ?? []);
  return groups.length === 0 || groups.some(isWell) ? 'healthy' : 'Target.FailedHealthChecks';
}

function isActive(world: World, loadBalancer: LoadBalancer): boolean {
  return loadBalancerState(world, loadBalancer).Code === 'active';
}

function listenerOn(world: World, loadBalancer: LoadBalancer, port: number | undefined): Listener | undefined {
  return listenersOf(world, loadBalancer).find((listener) => listener.port === port);
}

function refuseTarget(message: string): never {
  throw new AwsError('InvalidTarget', message);
}

import type { ContainerDefinition, LoadBalancer } from '@aws-sdk/client-ecs';
import type { TargetGroup } from '../elbv2/state.ts';
import { usage } from '../elbv2/usage.ts';
import type { World } from '../world.ts';
import { refuse, required } from './constraints.ts';
import type { Deployable, Revision, TargetGroupUse, TaskDefinition } from './state.ts';

/** Checks the target groups that a service asks for against the load balancers and its containers. */
export function requireLoadBalancers(
  world: World,
  asked: readonly LoadBalancer[],
  {
    definition,
    shifts,
    connected,
  }: {
    readonly definition: TaskDefinition;
    readonly shifts: boolean;
    /** Whether Service Connect can shift the traffic where no load balancer does. */
    readonly connected: boolean;
  },
): void {
  for (const balancer of asked) {
    requirePort(balancer, definition.description.containerDefinitions ?? []);
    requireServed(world, requireGroup(world, balancer.targetGroupArn, definition));
    if (shifts) requireAlternate(world, balancer, definition);
  }
  if (shifts && asked.length === 0 && !connected)
    refuse('Blue/green deployments require a load balancer or Service Connect.');
}

/**
 * The groups that a revision's tasks register in. Of two that take turns it is the one where the last revision is not,
 * or, where tasks are replaced in their place, the one where it is.
 */
export function targetsFor(
  { loadBalancers }: Deployable,
  last: Revision | undefined,
  swaps: boolean,
): TargetGroupUse[] {
  const taken = new Set(last?.targets.map(({ targetGroupArn }) => targetGroupArn));
  return loadBalancers.map(({ targetGroupArn = '', containerPort = 0, advancedConfiguration: advanced }) => {
    const { alternateTargetGroupArn: alternate, productionListenerRule: productionRule } = advanced ?? {};
    if (alternate === undefined || productionRule === undefined)
      return { targetGroupArn, port: containerPort, turn: undefined };
    const isSecond = taken.has(swaps ? targetGroupArn : alternate);
    const [own, other] = isSecond ? [alternate, targetGroupArn] : [targetGroupArn, alternate];
    const turn = { otherGroupArn: other, productionRule, testRule: advanced?.testListenerRule };
    return { targetGroupArn: own, port: containerPort, turn };
  });
}

function requirePort({ containerName, containerPort }: LoadBalancer, containers: readonly ContainerDefinition[]): void {
  const container = containers.find(({ name }) => name === containerName);
  if (container === undefined) refuse(`The container ${containerName} does not exist in the task definition.`);
  if (container.portMappings?.some((mapping) => mapping.containerPort === containerPort)) return;
  refuse(`The container ${containerName} did not have a container port ${containerPort} defined.`);
}

function requireGroup(world: World, arn: string | undefined, { description }: TaskDefinition): TargetGroup {
  const group = world.elbv2.targetGroups.get(required(arn, 'targetGroupArn'));
  if (group === undefined) refuse(`The specified target group does not exist: ${arn}`);
  const { networkMode } = description;
  if (networkMode === 'awsvpc' && group.targetType !== 'ip') {
    refuse(
      `The provided target group ${arn} has target type ${group.targetType}, which is incompatible with the awsvpc network mode specified in the task definition.`,
    );
  }
  return group;
}

/** Not asked of the group that takes turns with it: ECS adds that one to the rule by itself. */
function requireServed(world: World, { arn }: TargetGroup): void {
  if (!usage(world).has(arn))
    refuse(`The target group with targetGroupArn ${arn} does not have an associated load balancer.`);
}

function requireAlternate(world: World, balancer: LoadBalancer, definition: TaskDefinition): void {
  const {
    alternateTargetGroupArn: alternate,
    productionListenerRule: rule,
    roleArn,
  } = balancer.advancedConfiguration ?? {};
  if (alternate === undefined || rule === undefined || roleArn === undefined) {
    refuse(
      'advancedConfiguration with alternateTargetGroupArn, productionListenerRule and roleArn is required for the load balancers of this deployment strategy.',
    );
  }
  requireGroup(world, alternate, definition);
  if (!world.elbv2.rules.has(rule)) refuse(`The production listener rule ${rule} does not exist.`);
}

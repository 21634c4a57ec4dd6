import type {
  AttachLoadBalancerTargetGroupsType,
  AttachTrafficSourcesType,
  DescribeLoadBalancerTargetGroupsRequest,
  DescribeLoadBalancerTargetGroupsResponse,
  DescribeTrafficSourcesRequest,
  DescribeTrafficSourcesResponse,
  TrafficSourceIdentifier,
} from '@aws-sdk/client-auto-scaling';
import { page } from '../ec2/select.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { needGroup, needLastingGroup, refuse } from './find.ts';
import { verdicts, withdraw } from './load-balancing.ts';
import type { Group } from './state.ts';

interface Sources {
  readonly TargetGroupARNs?: readonly string[] | undefined;
  readonly TrafficSources?: readonly TrafficSourceIdentifier[] | undefined;
}

const MOST_AT_ONCE = 10;

/** The target groups that a request names, under either of the two members that can; each must exist. */
export function sourceArns(world: World, { TargetGroupARNs = [], TrafficSources = [] }: Sources): string[] {
  const other = TrafficSources.find(({ Type = 'elbv2' }) => Type !== 'elbv2');
  if (other) refuse(`The simulator has no traffic sources of type '${other.Type}'`);
  const arns = [...TargetGroupARNs, ...TrafficSources.map(({ Identifier = '' }) => Identifier)];
  if (arns.length > MOST_AT_ONCE) refuse(`At most ${MOST_AT_ONCE} target groups can be named at once`);
  for (const arn of arns) {
    const found = world.elbv2.targetGroups.get(arn);
    if (found === undefined) refuse('Provided Target Groups may not be valid. Please ensure they exist and try again.');
    if (found.targetType !== 'instance') refuse(`Target group '${arn}' does not take instances as its targets`);
  }
  return [...new Set(arns)];
}

export function attachSources(
  input: AttachLoadBalancerTargetGroupsType | AttachTrafficSourcesType,
  { world }: Call<World>,
): object {
  const group = needLastingGroup(world, input.AutoScalingGroupName);
  for (const arn of sourceArns(world, input)) group.targetGroups.set(arn, 'attached');
  return {};
}

export function detachSources(input: Sources & { AutoScalingGroupName?: string }, { world }: Call<World>): object {
  const group = needLastingGroup(world, input.AutoScalingGroupName);
  const { TargetGroupARNs = [], TrafficSources = [] } = input;
  const arns = [...TargetGroupARNs, ...TrafficSources.map(({ Identifier = '' }) => Identifier)];
  const stranger = arns.find((arn) => !group.targetGroups.has(arn));
  if (stranger !== undefined) refuse(`Target group '${stranger}' is not attached to '${group.name}'`);
  for (const arn of arns) {
    group.targetGroups.set(arn, 'leaving');
    for (const member of group.members.values()) withdraw(world, member, arn);
  }
  return {};
}

export function describeLoadBalancerTargetGroups(
  input: DescribeLoadBalancerTargetGroupsRequest,
  { world }: Call<World>,
): DescribeLoadBalancerTargetGroupsResponse {
  const { items, ...rest } = statesOf(world, needGroup(world, input.AutoScalingGroupName), input);
  const states = items.map(({ arn, state }) => ({ LoadBalancerTargetGroupARN: arn, State: state }));
  return { LoadBalancerTargetGroups: states, ...rest };
}

export function describeTrafficSources(
  input: DescribeTrafficSourcesRequest,
  { world }: Call<World>,
): DescribeTrafficSourcesResponse {
  const { items, ...rest } = statesOf(world, needGroup(world, input.AutoScalingGroupName), input);
  const states = items.map(({ arn, state }) => ({ Identifier: arn, TrafficSource: arn, Type: 'elbv2', State: state }));
  return { TrafficSources: states, ...rest };
}

function statesOf(
  world: World,
  group: Group,
  { MaxRecords, NextToken }: DescribeTrafficSourcesRequest,
): ReturnType<typeof page<{ arn: string; state: string }>> {
  const all = [...group.targetGroups].map(([arn, stage]) => ({
    arn,
    state: stage === 'leaving' ? 'Removing' : attachedState(world, group, arn),
  }));
  return page(all, { MaxResults: MaxRecords ?? 100, NextToken });
}

/** `InService` is said only where the group looks at the load balancer's health checks, and one instance passes them. */
function attachedState(world: World, group: Group, arn: string): string {
  const serving = [...group.members.values()].filter((member) => member.state === 'InService');
  if (serving.some((member) => !member.registeredWith.has(arn))) return 'Adding';
  if (!group.settings.HealthCheckType.includes('ELB')) return 'Added';
  return serving.some((member) => verdicts(world, group, member).includes('healthy')) ? 'InService' : 'Added';
}

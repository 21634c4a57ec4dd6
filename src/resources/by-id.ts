import { chunks } from '../aws/pages.ts';
import type { Aws, Ec2Port } from '../aws/ports.ts';
import type { Instance } from '../core/inventory.ts';
import { unlessGone } from './ensure.ts';
import { toInstance } from './inventory.ts';

/** As many ids as one call is sure to take; the ELB API takes fewer. */
const MOST = 200;
const MOST_ARNS = 20;

/** The instances of those ids, terminated ones too. */
export function readInstancesById(ec2: Ec2Port, ids: readonly string[]): Promise<Instance[]> {
  return byId(ids, MOST, async (InstanceIds) => {
    const { Reservations = [] } = await ec2.describeInstances({ InstanceIds });
    return Reservations.flatMap(({ Instances = [] }) => Instances).map(toInstance);
  });
}

export function standingSubnets({ ec2 }: Aws, ids: readonly string[]): Promise<string[]> {
  return byId(ids, MOST, async (SubnetIds) => {
    const { Subnets = [] } = await ec2.describeSubnets({ SubnetIds });
    return Subnets.flatMap(({ SubnetId = [] }) => SubnetId);
  });
}

export function standingSecurityGroups({ ec2 }: Aws, ids: readonly string[]): Promise<string[]> {
  return byId(ids, MOST, async (GroupIds) => {
    const { SecurityGroups = [] } = await ec2.describeSecurityGroups({ GroupIds });
    return SecurityGroups.flatMap(({ GroupId = [] }) => GroupId);
  });
}

export function standingLaunchTemplates({ ec2 }: Aws, ids: readonly string[]): Promise<string[]> {
  return byId(ids, MOST, async (LaunchTemplateIds) => {
    const { LaunchTemplates = [] } = await ec2.describeLaunchTemplates({ LaunchTemplateIds });
    return LaunchTemplates.flatMap(({ LaunchTemplateId = [] }) => LaunchTemplateId);
  });
}

export function standingLoadBalancers({ elbv2 }: Aws, arns: readonly string[]): Promise<string[]> {
  return byId(arns, MOST_ARNS, async (LoadBalancerArns) => {
    const { LoadBalancers = [] } = await elbv2.describeLoadBalancers({ LoadBalancerArns });
    return LoadBalancers.flatMap(({ LoadBalancerArn = [] }) => LoadBalancerArn);
  });
}

export function standingTargetGroups({ elbv2 }: Aws, arns: readonly string[]): Promise<string[]> {
  return byId(arns, MOST_ARNS, async (TargetGroupArns) => {
    const { TargetGroups = [] } = await elbv2.describeTargetGroups({ TargetGroupArns });
    return TargetGroups.flatMap(({ TargetGroupArn = [] }) => TargetGroupArn);
  });
}

type ReadByIds<Item> = (ids: string[]) => Promise<readonly Item[]>;

async function byId<Item>(ids: readonly string[], most: number, read: ReadByIds<Item>): Promise<Item[]> {
  return (await Promise.all(chunks(ids, most).map((some) => inHalves(some, read)))).flat();
}

/** One id that AWS does not know fails the whole call: then the halves are asked for, to tell which. */
async function inHalves<Item>(ids: readonly string[], read: ReadByIds<Item>): Promise<readonly Item[]> {
  const found = await unlessGone(read([...ids]));
  if (found !== undefined) return found;
  if (ids.length === 1) return [];
  const half = Math.ceil(ids.length / 2);
  return (await Promise.all([ids.slice(0, half), ids.slice(half)].map((some) => inHalves(some, read)))).flat();
}

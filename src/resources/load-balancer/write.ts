import { chunks } from '../../aws/pages.ts';
import type { Aws } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { plain } from '../../core/inventory.ts';
import type { Text } from '../../core/value.ts';
import { toPairs } from '../pairs.ts';
import type { ApplyContext, UpdateStep } from '../resource.ts';
import { distinct, keepAddresses, subnetMoves, toSdk, type SubnetMapping } from './subnets.ts';
import type { LoadBalancerState } from './type.ts';

/** The most attributes that one call takes; an application load balancer has more. */
const MOST_ATTRIBUTES = 20;

/** In the order of their keys, so that what belongs together, such as where logs go and whether, stays in one call. */
export async function writeAttributes(
  { elbv2 }: Aws,
  arn: string,
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  const pairs = toPairs(attributes).sort((a, b) => (a.Key < b.Key ? -1 : 1));
  for (const some of chunks(pairs, MOST_ATTRIBUTES)) {
    await elbv2.modifyLoadBalancerAttributes({ LoadBalancerArn: arn, Attributes: some });
  }
}

/** One call for both, since neither can be written without the groups. */
export async function writeSecurityGroups(
  { elbv2 }: Aws,
  arn: string,
  state: Partial<LoadBalancerState>,
): Promise<void> {
  await elbv2.setSecurityGroups({
    LoadBalancerArn: arn,
    SecurityGroups: [...new Set(state.securityGroups)].map(plain),
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: state.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic,
  });
}

/** No units hand the capacity back. */
export async function writeCapacity({ elbv2 }: Aws, arn: string, units: number): Promise<void> {
  await elbv2.modifyCapacityReservation({
    LoadBalancerArn: arn,
    ...(units === 0 ? { ResetCapacityReservation: true } : { MinimumLoadBalancerCapacity: { CapacityUnits: units } }),
  });
}

/** Always the full list; a network load balancer leaves a zone before it enters it with another subnet. */
export async function writeSubnets(
  { aws }: ApplyContext,
  { live, wanted }: UpdateStep<LoadBalancerState>,
): Promise<void> {
  const standing = live.state.subnets ?? [];
  const target = keepAddresses(wanted.subnets ?? [], standing);
  const lists =
    live.state.type === 'network'
      ? subnetMoves(target, standing, await readZones(aws, [...target, ...standing]))
      : [target];
  if (lists.length === 0) throw onlyZone();
  for (const list of lists) await aws.elbv2.setSubnets({ LoadBalancerArn: live.physical, ...toSdk(list) });
}

async function readZones(
  { ec2 }: Aws,
  mappings: readonly SubnetMapping[],
): Promise<(subnet: Text) => string | undefined> {
  const { Subnets = [] } = await ec2.describeSubnets({
    SubnetIds: distinct(mappings).map(({ subnet }) => plain(subnet)),
  });
  const zones = new Map<Text, string | undefined>(Subnets.map((one) => [one.SubnetId ?? '', one.AvailabilityZone]));
  return (subnet) => zones.get(subnet);
}

function onlyZone(): EvenkeelError {
  return new EvenkeelError({
    code: 'aws-rejected',
    retry: 'never',
    message: 'a network load balancer in a single zone cannot change its subnet there',
    remedy: 'add a subnet of another zone and apply, change the subnet, then remove the other one',
  });
}

import type { CreateLoadBalancerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Elbv2Port } from '../../aws/ports.ts';
import { plain } from '../../core/inventory.ts';
import { ensureCreated, unlessGone, type Existing } from '../ensure.ts';
import { toPairs } from '../pairs.ts';
import type { ApplyContext, Created, CreateStep } from '../resource.ts';
import { readElbv2Tags } from '../elbv2-tags.ts';
import { outputsOf } from './observe.ts';
import { toSdk } from './subnets.ts';
import type { LoadBalancerState } from './type.ts';
import { writeAttributes, writeCapacity, writeSecurityGroups } from './write.ts';

/** Makes it, then writes what the create call does not take. */
export async function create(
  { aws, clock }: ApplyContext,
  { wanted, tags }: CreateStep<LoadBalancerState>,
): Promise<Created> {
  const { elbv2 } = aws;
  const created = await ensureCreated({
    async create() {
      const { LoadBalancers: [made = {}] = [] } = await elbv2.createLoadBalancer({
        ...toInput(wanted),
        Tags: toPairs(tags),
      });
      return { physical: made.LoadBalancerArn ?? '', outputs: outputsOf(made) };
    },
    find: () => find(elbv2, wanted.name),
    tags,
    clock,
  });
  const { attributes = {}, minimumCapacityUnits = 0 } = wanted;
  if (Object.keys(attributes).length > 0) await writeAttributes(aws, created.physical, attributes);
  if (wanted.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic === 'off') {
    await writeSecurityGroups(aws, created.physical, wanted);
  }
  if (minimumCapacityUnits > 0) await writeCapacity(aws, created.physical, minimumCapacityUnits);
  return created;
}

function toInput(wanted: LoadBalancerState): CreateLoadBalancerInput {
  const groups = [...new Set(wanted.securityGroups)].map(plain);
  return {
    Name: wanted.name,
    Type: wanted.type,
    Scheme: wanted.scheme,
    IpAddressType: wanted.ipAddressType as CreateLoadBalancerInput['IpAddressType'],
    CustomerOwnedIpv4Pool: wanted.customerOwnedIpv4Pool,
    ...(wanted.ipamPool === undefined ? {} : { IpamPools: { Ipv4IpamPoolId: wanted.ipamPool } }),
    ...toSdk(wanted.subnets ?? []),
    ...(groups.length === 0 ? {} : { SecurityGroups: groups }),
  };
}

async function find(elbv2: Elbv2Port, name: string): Promise<Existing | undefined> {
  const answer = await unlessGone(elbv2.describeLoadBalancers({ Names: [name] }));
  const standing = answer?.LoadBalancers?.[0];
  if (standing?.LoadBalancerArn === undefined) return undefined;
  const arn = standing.LoadBalancerArn;
  return { physical: arn, outputs: outputsOf(standing), tags: (await readElbv2Tags(elbv2, [arn])).get(arn) ?? {} };
}

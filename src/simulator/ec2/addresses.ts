import type {
  AllocateAddressRequest,
  AllocateAddressResult,
  DescribeAddressesAttributeRequest,
  DescribeAddressesAttributeResult,
  DescribeAddressesRequest,
  DescribeAddressesResult,
  DisassociateAddressRequest,
  ReleaseAddressRequest,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World, Ec2World } from '../world.ts';
import { newId } from './ids.ts';
import { publicAddress } from './instances.ts';
import { need, required } from './kinds.ts';
import { beyond, noneHas, page, select } from './select.ts';
import type { Address, Tags } from './state.ts';
import { tagList, tagsFor } from './tagging.ts';

/** Takes an Elastic IP address. */
export function addAddress(world: Ec2World, tags: Tags): Address {
  const address: Address = { allocationId: newId(world, 'eipalloc'), publicIp: publicAddress(world), tags };
  world.ec2.addresses.set(address.allocationId, address);
  return address;
}

export function allocateAddress(input: AllocateAddressRequest, { world }: Call<World>): AllocateAddressResult {
  const { allocationId, publicIp } = addAddress(world, tagsFor('elastic-ip', input.TagSpecifications));
  return { AllocationId: allocationId, PublicIp: publicIp, Domain: 'vpc', NetworkBorderGroup: world.region };
}

export function describeAddresses(input: DescribeAddressesRequest, { world }: Call<World>): DescribeAddressesResult {
  const used = usedAddresses(world);
  const found = select({
    kind: 'elastic-ip',
    records: world.ec2.addresses,
    ids: input.AllocationIds,
    filters: input.Filters,
    table: {
      'allocation-id': (address) => address.allocationId,
      'public-ip': (address) => address.publicIp,
      domain: () => 'vpc',
      'association-id': (address) => (used.has(address.allocationId) ? associationOf(address) : undefined),
      'network-border-group': () => world.region,
      ...noneHas('instance-id'),
      ...beyond('network-interface-id', 'network-interface-owner-id', 'private-ip-address'),
    },
  });
  return {
    Addresses: found.map((address) => ({
      AllocationId: address.allocationId,
      PublicIp: address.publicIp,
      Domain: 'vpc',
      NetworkBorderGroup: world.region,
      ...(used.has(address.allocationId) ? { AssociationId: associationOf(address) } : {}),
      Tags: tagList(address.tags),
    })),
  };
}

/** The name that looking an address up gives: none was ever set here. */
export function describeAddressesAttribute(
  input: DescribeAddressesAttributeRequest,
  { world }: Call<World>,
): DescribeAddressesAttributeResult {
  const ids = input.AllocationIds ?? [];
  const { addresses } = world.ec2;
  const found = ids.length === 0 ? [...addresses.values()] : ids.map((id) => need('elastic-ip', addresses, id));
  const { items, ...rest } = page(found, input);
  return {
    Addresses: items.map(({ allocationId, publicIp }) => ({ AllocationId: allocationId, PublicIp: publicIp })),
    ...rest,
  };
}

/** NAT gateways and load balancers hold on to the addresses they were given. */
function usedAddresses({ ec2, elbv2 }: World): ReadonlySet<string | undefined> {
  const zones = [...elbv2.loadBalancers.values()].flatMap((one) => one.zones);
  const fixed = zones.flatMap((zone) => zone.addresses.map((address) => address.AllocationId));
  return new Set([...fixed, ...[...ec2.natGateways.values()].map((gateway) => gateway.allocationId)]);
}

function associationOf({ allocationId }: Address): string {
  return allocationId.replace('eipalloc', 'eipassoc');
}

/** What holds an address lets go of it by itself: until then nobody can take it away, and afterwards it is not there. */
export function disassociateAddress(input: DisassociateAddressRequest, { world }: Call<World>): object {
  const id = required(input.AssociationId, 'associationId');
  const used = usedAddresses(world);
  const held = [...world.ec2.addresses.values()].some(
    (address) => associationOf(address) === id && used.has(address.allocationId),
  );
  if (held) throw new AwsError('AuthFailure', 'You do not have permission to access the specified resource.', 403);
  throw new AwsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`);
}

export function releaseAddress(input: ReleaseAddressRequest, { world }: Call<World>): object {
  world.ec2.addresses.delete(need('elastic-ip', world.ec2.addresses, input.AllocationId).allocationId);
  return {};
}

import type {
  CreateNetworkInterfaceRequest,
  CreateNetworkInterfaceResult,
  DeleteNetworkInterfaceRequest,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { defaultGroup } from './instances.ts';
import { addNetworkInterface, describeInterface, liveInterfaces, releaseNetworkInterface } from './interfaces.ts';
import { need } from './kinds.ts';
import { needGroups } from './security-groups.ts';
import { tagsFor } from './tagging.ts';

/** An interface that is plugged into nothing. */
export function createNetworkInterface(
  input: CreateNetworkInterfaceRequest,
  { world }: Call<World>,
): CreateNetworkInterfaceResult {
  const { subnetId, vpcId } = need('subnet', world.ec2.subnets, input.SubnetId);
  const groupIds = input.Groups?.length ? input.Groups : [defaultGroup(world, vpcId)];
  needGroups(world, groupIds);
  const made = addNetworkInterface(world, {
    subnetId,
    groupIds,
    description: input.Description ?? '',
    interfaceType: 'interface',
    isOwn: true,
    ...(input.PrivateIpAddress === undefined ? {} : { privateIpAddress: input.PrivateIpAddress }),
    tags: tagsFor('network-interface', input.TagSpecifications),
  });
  return { NetworkInterface: describeInterface(world, made) };
}

export function deleteNetworkInterface(input: DeleteNetworkInterfaceRequest, { world }: Call<World>): object {
  const record = need('network-interface', liveInterfaces(world), input.NetworkInterfaceId);
  if (record.requesterManaged || record.instanceId !== undefined)
    throw new AwsError(
      'InvalidNetworkInterface.InUse',
      `Network interface '${record.networkInterfaceId}' is currently in use.`,
    );
  releaseNetworkInterface(world, record.networkInterfaceId, 0);
  return {};
}

import type { InstanceNetworkInterface } from '@aws-sdk/client-ec2';
import type { World } from '../world.ts';
import type { Instance } from './state.ts';

/** An address that EC2 lent to an instance for as long as it runs. */
export function associationOf(world: World, instance: Instance): Pick<InstanceNetworkInterface, 'Association'> {
  const { publicIpAddress: PublicIp } = instance;
  if (PublicIp === undefined || instance.state !== 'running') return {};
  return { Association: { IpOwnerId: 'amazon', PublicIp, PublicDnsName: publicNameOf(world, instance) ?? '' } };
}

/** The name that an instance has for everybody, where it has one. */
export function publicNameOf(world: World, instance: Instance, state = instance.state): string | undefined {
  const isNamed = world.ec2.vpcs.get(instance.vpcId)?.attributes.EnableDnsHostnames ?? false;
  const address = state === 'running' ? instance.publicIpAddress : undefined;
  return isNamed && address !== undefined ? publicName(world, address) : undefined;
}

/** The name that an address has for everybody. */
function publicName({ region }: World, address: string): string {
  return `ec2-${address.replaceAll('.', '-')}.${region}.compute.amazonaws.com`;
}

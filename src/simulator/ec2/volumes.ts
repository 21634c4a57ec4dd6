import type { DescribeVolumesRequest, DescribeVolumesResult, Volume as VolumeAnswer } from '@aws-sdk/client-ec2';
import type { Call } from '../service.ts';
import type { World, Ec2World } from '../world.ts';
import { FEWEST, noneHas, page, select } from './select.ts';
import type { Instance, Tags } from './state.ts';
import { tagList } from './tagging.ts';
import { zoneNamed } from './zones.ts';

/** Gives an instance its root volume, which lives as long as it does. */
export function addRootVolume(world: Ec2World, { instanceId, subnetId }: Instance, tags: Tags): void {
  // Told from the instance's id rather than drawn: a draw would shift every id that comes after.
  const volumeId = instanceId.replace('i-', 'vol-');
  const availabilityZone = world.ec2.subnets.get(subnetId)?.availabilityZone ?? '';
  world.ec2.volumes.set(volumeId, { volumeId, instanceId, availabilityZone, createTime: world.clock.now(), tags });
}

export function deleteVolumesOf(world: Ec2World, instanceId: string): void {
  for (const volume of world.ec2.volumes.values())
    if (volume.instanceId === instanceId) world.ec2.volumes.delete(volume.volumeId);
}

export function describeVolumes(input: DescribeVolumesRequest, { world }: Call<World>): DescribeVolumesResult {
  const found = select({
    kind: 'volume',
    records: world.ec2.volumes,
    ids: input.VolumeIds,
    filters: input.Filters,
    table: {
      'volume-id': (volume) => volume.volumeId,
      'attachment.instance-id': (volume) => volume.instanceId,
      'availability-zone': (volume) => volume.availabilityZone,
      status: () => 'in-use',
      'attachment.attach-time': (volume) => new Date(volume.createTime).toISOString(),
      'attachment.delete-on-termination': () => true,
      'attachment.device': () => '/dev/xvda',
      'attachment.status': () => 'attached',
      'availability-zone-id': (volume) => zoneNamed(world.region, volume.availabilityZone).id,
      'create-time': (volume) => new Date(volume.createTime).toISOString(),
      encrypted: () => false,
      'multi-attach-enabled': () => false,
      'operator.managed': () => false,
      size: () => 8,
      'volume-type': () => 'gp3',
      ...noneHas('fast-restored', 'operator.principal', 'snapshot-id'),
    },
  });
  const { items, ...rest } = page(found, input, FEWEST);
  return {
    Volumes: items.map((volume): VolumeAnswer => ({
      VolumeId: volume.volumeId,
      AvailabilityZone: volume.availabilityZone,
      CreateTime: new Date(volume.createTime),
      State: 'in-use',
      Size: 8,
      VolumeType: 'gp3',
      Encrypted: false,
      Attachments: [
        {
          InstanceId: volume.instanceId,
          VolumeId: volume.volumeId,
          Device: '/dev/xvda',
          State: 'attached',
          DeleteOnTermination: true,
        },
      ],
      Tags: tagList(volume.tags),
    })),
    ...rest,
  };
}

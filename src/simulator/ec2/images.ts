import type {
  DescribeImagesRequest,
  DescribeImagesResult,
  Image as ImageAnswer,
  RegisterImageRequest,
  RegisterImageResult,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World, Ec2World } from '../world.ts';
import { newId } from './ids.ts';
import { page, select } from './select.ts';
import type { Image, Tags } from './state.ts';
import { tagList, tagsFor } from './tagging.ts';

interface NewImage {
  readonly name: string;
  readonly id?: string;
  readonly tags?: Tags;
}

/** Puts a machine image of the account's own there. */
export function addImage(world: Ec2World, { name, id, tags = new Map() }: NewImage): Image {
  const image: Image = { imageId: id ?? newId(world, 'ami'), name, createTime: world.clock.now(), tags };
  world.ec2.images.set(image.imageId, image);
  return image;
}

/** An image of which only the name matters: what is launched from it serves nothing. */
export function registerImage(
  { Name: name = '', TagSpecifications }: RegisterImageRequest,
  { world }: Call<World>,
): RegisterImageResult {
  if (name.length < 3 || name.length > 128)
    throw new AwsError('InvalidAMIName.Malformed', 'AMI names must be between 3 and 128 characters long');
  if ([...world.ec2.images.values()].some((image) => image.name === name))
    throw new AwsError('InvalidAMIName.Duplicate', `AMI name ${name} is already in use`);
  return { ImageId: addImage(world, { name, tags: tagsFor('image', TagSpecifications) }).imageId };
}

export function describeImages(input: DescribeImagesRequest, { world }: Call<World>): DescribeImagesResult {
  const found = select({
    kind: 'image',
    records: world.ec2.images,
    ids: input.ImageIds,
    filters: input.Filters,
    table: {
      name: (image) => image.name,
      'image-id': (image) => image.imageId,
      'owner-id': () => world.account,
      state: () => 'available',
      architecture: () => 'x86_64',
      'is-public': () => false,
    },
  });
  const { Owners: owners = [] } = input;
  const ours = owners.length === 0 || owners.some((owner) => owner === 'self' || owner === world.account);
  const { items, ...rest } = page(ours ? found : [], input);
  return { Images: items.map((image) => answer(world, image)), ...rest };
}

function answer(world: World, image: Image): ImageAnswer {
  return {
    ImageId: image.imageId,
    Name: image.name,
    OwnerId: world.account,
    ImageLocation: `${world.account}/${image.name}`,
    CreationDate: new Date(image.createTime).toISOString(),
    State: 'available',
    Public: false,
    Architecture: 'x86_64',
    ImageType: 'machine',
    RootDeviceType: 'ebs',
    RootDeviceName: '/dev/xvda',
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
    Tags: tagList(image.tags),
  };
}

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
import { type PublicImage, usableImages } from './public-images.ts';
import { type FilterTable, page, select } from './select.ts';
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
    records: usableImages(world),
    ids: input.ImageIds,
    filters: input.Filters,
    table: filtersFor(world),
  });
  const { Owners: owners = [] } = input;
  const { items, ...rest } = page(
    owners.length === 0 ? found : found.filter((image) => owners.some((owner) => isOf(world, image, owner))),
    input,
  );
  return { Images: items.map((image) => answer(world, image)), ...rest };
}

type Usable = Image | PublicImage;

/** Whose an image is, for whom it is, and for which machines. */
function originOf(world: World, image: Usable): Pick<PublicImage, 'ownerId' | 'architecture'> & Partial<PublicImage> {
  return 'ownerId' in image ? image : { ownerId: world.account, architecture: 'x86_64' };
}

/** Whether an image is that owner's: an account, `self`, or the alias of one that publishes. */
function isOf(world: World, image: Usable, owner: string): boolean {
  const { ownerId, ownerAlias } = originOf(world, image);
  return owner === ownerId || owner === ownerAlias || (owner === 'self' && ownerId === world.account);
}

function filtersFor(world: World): FilterTable<Usable> {
  return {
    architecture: (image) => originOf(world, image).architecture,
    'creation-date': (image) => new Date(image.createTime).toISOString(),
    hypervisor: () => 'xen',
    'image-id': (image) => image.imageId,
    'image-type': () => 'machine',
    'is-public': (image) => 'ownerId' in image,
    name: (image) => image.name,
    'owner-alias': (image) => originOf(world, image).ownerAlias,
    'owner-id': (image) => originOf(world, image).ownerId,
    'root-device-name': () => '/dev/xvda',
    'root-device-type': () => 'ebs',
    state: () => 'available',
    'virtualization-type': () => 'hvm',
  };
}

function answer(world: World, image: Usable): ImageAnswer {
  const { ownerId, ownerAlias, architecture } = originOf(world, image);
  return {
    ImageId: image.imageId,
    Name: image.name,
    OwnerId: ownerId,
    ...(ownerAlias === undefined ? {} : { ImageOwnerAlias: ownerAlias }),
    ImageLocation: `${ownerAlias ?? ownerId}/${image.name}`,
    CreationDate: new Date(image.createTime).toISOString(),
    State: 'available',
    Public: 'ownerId' in image,
    Architecture: architecture,
    ImageType: 'machine',
    RootDeviceType: 'ebs',
    RootDeviceName: '/dev/xvda',
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
    Tags: tagList(image.tags),
  };
}

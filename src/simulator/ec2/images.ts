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
import { beyond, type FilterTable, noneHas, page, select } from './select.ts';
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
    'ena-support': () => true,
    'free-tier-eligible': () => true,
    'image-allowed': () => true,
    'manifest-location': (image) => locationOf(world, image),
    ...noneHas(
      'image-watermark.source-image-creation-time',
      'image-watermark.source-image-id',
      'image-watermark.source-image-region',
      'image-watermark.watermark-creation-time',
      'image-watermark.watermark-key',
      'instance-type-specification.supported-instance-type',
      'instance-type-specification.unsupported-instance-type',
      'public-ssm-parameter-name',
      'scan-result.critical-fix-available-since',
      'scan-result.finding-scan-date',
      'scan-result.high-fix-available-since',
      'scan-result.highest-finding-severity-label',
      'scan-result.informational-fix-available-since',
      'scan-result.low-fix-available-since',
      'scan-result.medium-fix-available-since',
      'kernel-id',
      'platform',
      'product-code',
      'product-code.type',
      'ramdisk-id',
      'source-image-id',
      'source-image-region',
      'source-instance-id',
      'state-reason-code',
      'state-reason-message',
    ),
    ...beyond(
      'boot-mode',
      'block-device-mapping.delete-on-termination',
      'block-device-mapping.device-name',
      'block-device-mapping.encrypted',
      'block-device-mapping.snapshot-id',
      'block-device-mapping.volume-size',
      'block-device-mapping.volume-type',
      'description',
      'sriov-net-support',
    ),
  };
}

function locationOf(world: World, image: Usable): string {
  const { ownerAlias, ownerId } = originOf(world, image);
  return `${ownerAlias ?? ownerId}/${image.name}`;
}

function answer(world: World, image: Usable): ImageAnswer {
  const { ownerId, ownerAlias, architecture } = originOf(world, image);
  return {
    ImageId: image.imageId,
    Name: image.name,
    OwnerId: ownerId,
    ...(ownerAlias === undefined ? {} : { ImageOwnerAlias: ownerAlias }),
    ImageLocation: locationOf(world, image),
    CreationDate: new Date(image.createTime).toISOString(),
    State: 'available',
    Public: 'ownerId' in image,
    Architecture: architecture,
    ImageType: 'machine',
    RootDeviceType: 'ebs',
    RootDeviceName: '/dev/xvda',
    VirtualizationType: 'hvm',
    EnaSupport: true,
    Hypervisor: 'xen',
    Tags: tagList(image.tags),
  };
}

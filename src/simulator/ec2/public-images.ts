import type { Ec2World } from '../world.ts';
import type { Image } from './state.ts';

/** An image that everybody may use. */
export interface PublicImage extends Image {
  readonly ownerId: string;
  readonly ownerAlias: string;
  readonly architecture: 'arm64' | 'x86_64';
}

const amazon = { ownerId: '137112412989', ownerAlias: 'amazon' };
const canonical = { ownerId: '099720109477', ownerAlias: 'aws-marketplace' };

function published(
  image: Pick<PublicImage, 'imageId' | 'name' | 'ownerId' | 'ownerAlias' | 'architecture'>,
): PublicImage {
  return { ...image, createTime: Date.UTC(2026, 0, 5), tags: new Map() };
}

/** What an instance is taken to have been launched from where nobody says. */
export const usualImage = 'ami-0a12023000000864a';

/** The ones that most people start from. Their ids are the simulator's own, and the same in each region. */
const publicImages: readonly PublicImage[] = [
  published({
    ...amazon,
    imageId: usualImage,
    name: 'al2023-ami-2023.9.20260105.0-kernel-6.1-x86_64',
    architecture: 'x86_64',
  }),
  published({
    ...amazon,
    imageId: 'ami-0a12023000000a64a',
    name: 'al2023-ami-2023.9.20260105.0-kernel-6.1-arm64',
    architecture: 'arm64',
  }),
  published({
    ...canonical,
    imageId: 'ami-0b02404000000864a',
    name: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20260105',
    architecture: 'x86_64',
  }),
  published({
    ...canonical,
    imageId: 'ami-0b02404000000a64a',
    name: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20260105',
    architecture: 'arm64',
  }),
];

/** All images that the account may launch from, its own and the public ones. */
export function usableImages({ ec2 }: Pick<Ec2World, 'ec2'>): ReadonlyMap<string, Image | PublicImage> {
  return new Map<string, Image | PublicImage>([
    ...publicImages.map((image) => [image.imageId, image] as const),
    ...ec2.images,
  ]);
}

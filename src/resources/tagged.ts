import { allPages } from '../aws/pages.ts';
import type { Aws } from '../aws/ports.ts';
import { manifestTag, ownerTag, readOwnership } from '../core/ownership.ts';
import { fromPairs } from './pairs.ts';
import type { Resource, TaggedObject, Tags } from './resource.ts';

/** The largest page of the tagging API. */
const PAGE = 100;

/**
 * What bears our tag of each of these types, from other answers than the lists that a look reads: one call to the tagging API
 * tells of most. It may be minutes late, so that it proves what it shows no more than a list does what it doesn't.
 */
export async function readTaggedObjects(
  aws: Aws,
  owner: string,
  types: readonly Resource[],
): Promise<ReadonlyMap<string, readonly TaggedObject[]>> {
  const names = types.flatMap(({ taggedAs }) => taggedAs ?? []);
  const [tagged, ...others] = await Promise.all([
    names.length === 0 ? [] : readTagged(aws, owner, names),
    ...types.map(async ({ name, listTagged }) => [name, (await listTagged?.(aws, owner)) ?? []] as const),
  ]);
  const seen = new Map<string, readonly TaggedObject[]>(others);
  for (const { name, taggedAs } of types) {
    if (taggedAs !== undefined)
      seen.set(
        name,
        tagged.flatMap((one) => (isOfType(one.arn, taggedAs) ? [one] : [])),
      );
  }
  return seen;
}

export type Tagged = TaggedObject & { readonly arn: string; readonly tags: Tags };

/** All of these types that bears our tag, or what of it belongs to some manifests: AWS takes 20 at once. */
export async function readTagged(
  { tagging }: Pick<Aws, 'tagging'>,
  owner: string,
  types: string[],
  manifests?: readonly string[],
): Promise<Tagged[]> {
  const ofManifests = manifests === undefined ? [] : [{ Key: manifestTag, Values: [...manifests] }];
  const found = await allPages(
    tagging.getResources,
    {
      TagFilters: [{ Key: ownerTag, Values: [owner] }, ...ofManifests],
      ResourceTypeFilters: types,
      ResourcesPerPage: PAGE,
    },
    (page) => page.ResourceTagMappingList,
    { tokenIn: 'PaginationToken' },
  );
  return found.map(({ ResourceARN: arn = '', Tags: pairs }) => {
    const tags = fromPairs(pairs);
    return { arn, physical: physicalOf(arn), manifest: readOwnership(tags)?.manifest ?? '', tags };
  });
}

/** EC2 goes by ids, which end its ARNs. */
function physicalOf(arn: string): string {
  return arn.split(':')[2] === 'ec2' ? arn.slice(arn.lastIndexOf('/') + 1) : arn;
}

function isOfType(arn: string, type: string): boolean {
  const [, , service, , , ...resource] = arn.split(':');
  const [wantedService, wantedType] = type.split(':');
  return service === wantedService && resource.join(':').startsWith(`${wantedType}/`);
}

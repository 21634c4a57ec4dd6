import type {
  GetResourcesInput,
  GetResourcesOutput,
  GetTagKeysInput,
  GetTagKeysOutput,
  GetTagValuesInput,
  GetTagValuesOutput,
  TagFilter,
  TagResourcesInput,
  TagResourcesOutput,
  UntagResourcesInput,
  UntagResourcesOutput,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { putTags } from '../ec2/tagging.ts';
import { taggedResources } from '../ec2/tags.ts';
import { taggables as ecsTaggables } from '../ecs/find.ts';
import { taggables } from '../elbv2/find.ts';
import { AwsError, type Call, type Operation } from '../service.ts';
import type { World } from '../world.ts';

interface Tagged {
  readonly arn: string;
  readonly tags: Map<string, string>;
}

const MOST_PER_PAGE = 100;

/** The Resource Groups Tagging API's operations. */
export const taggingOperations: Record<string, Operation<World>> = {
  GetResources: getResources,
  GetTagKeys: getTagKeys,
  GetTagValues: getTagValues,
  TagResources: tagResources,
  UntagResources: untagResources,
};

function getResources(input: GetResourcesInput, { world }: Call<World>): GetResourcesOutput {
  const { ResourceARNList: arns = [], ResourceTypeFilters: types = [], TagFilters: filters = [] } = input;
  if (arns.length > 0 && filters.length + types.length > 0)
    throw new AwsError(
      'InvalidParameterException',
      'ResourceARNList cannot be used together with TagFilters or ResourceTypeFilters',
    );
  requireAtMost(arns, 100);
  if (input.ExcludeCompliantResources === true && input.IncludeComplianceDetails !== true)
    throw new AwsError(
      'InvalidParameterException',
      'ExcludeCompliantResources can only be true where IncludeComplianceDetails is',
    );
  const found = tagged(world).filter(
    ({ arn, tags }) =>
      // The real API knows only what bears tags, or once did.
      tags.size > 0 &&
      (arns.length === 0 || arns.includes(arn)) &&
      (types.length === 0 || types.some((type) => isOfType(arn, type))) &&
      filters.every((filter) => passes(tags, filter)),
  );
  const start = input.PaginationToken ? Number(input.PaginationToken) : 0;
  const size = input.ResourcesPerPage ?? MOST_PER_PAGE;
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError('PaginationTokenExpiredException', 'The pagination token is not one that this API gave');
  if (size < 1 || size > MOST_PER_PAGE)
    throw new AwsError('InvalidParameterException', `ResourcesPerPage must be between 1 and ${MOST_PER_PAGE}`);
  return {
    PaginationToken: start + size < found.length ? String(start + size) : '',
    ResourceTagMappingList: found.slice(start, start + size).map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}

function getTagKeys(input: GetTagKeysInput, { world }: Call<World>): GetTagKeysOutput {
  const { items, PaginationToken } = sorted(
    tagged(world).flatMap(({ tags }) => [...tags.keys()]),
    input,
  );
  return { TagKeys: items, PaginationToken };
}

function getTagValues(input: GetTagValuesInput, { world }: Call<World>): GetTagValuesOutput {
  const { items, PaginationToken } = sorted(
    tagged(world).flatMap(({ tags }) => tags.get(input.Key ?? '') ?? []),
    input,
  );
  return { TagValues: items, PaginationToken };
}

/** Each once, and all on one page. */
function sorted(
  values: readonly string[],
  { PaginationToken: token }: GetTagKeysInput,
): { items: string[]; PaginationToken: string } {
  if (token !== undefined && token !== '')
    throw new AwsError('PaginationTokenExpiredException', 'The pagination token is not one that this API gave');
  return { items: [...new Set(values)].sort(), PaginationToken: '' };
}

function tagResources(input: TagResourcesInput, { world }: Call<World>): TagResourcesOutput {
  const added = Object.entries(input.Tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  return each(world, input.ResourceARNList, (tags) => putTags(tags, added));
}

function untagResources(input: UntagResourcesInput, { world }: Call<World>): UntagResourcesOutput {
  return each(world, input.ResourceARNList, (tags) => {
    for (const key of input.TagKeys ?? []) tags.delete(key);
  });
}

function requireAtMost(arns: readonly string[], most: number): void {
  if (arns.length > most)
    throw new AwsError('InvalidParameterException', `ResourceARNList can have at most ${most} items.`);
}

/** Does something to each resource, and tells of those that it failed for; one failure leaves the others done. */
function each(
  world: World,
  arns: readonly string[] = [],
  change: (tags: Map<string, string>) => void,
): TagResourcesOutput {
  requireAtMost(arns, 20);
  const byArn = new Map(tagged(world).map(({ arn, tags }) => [arn, tags]));
  const failures = arns.flatMap((arn) => {
    const tags = byArn.get(arn);
    if (tags === undefined) return [[arn, failure(`No resource ${arn} was found`)] as const];
    try {
      change(tags);
      return [];
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return [[arn, failure(error.message)] as const];
    }
  });
  return { FailedResourcesMap: Object.fromEntries(failures) };
}

function failure(message: string): {
  StatusCode: number;
  ErrorCode: 'InvalidParameterException';
  ErrorMessage: string;
} {
  return { StatusCode: 400, ErrorCode: 'InvalidParameterException', ErrorMessage: message };
}

function tagged(world: World): Tagged[] {
  return [...taggedResources(world), ...taggables(world), ...ecsTaggables(world)];
}

/** `ec2` or `elasticloadbalancing:loadbalancer`, the latter holding for `loadbalancer/app` too. */
function isOfType(arn: string, type: string): boolean {
  const [, , service = '', , , resource = ''] = arn.split(':');
  const [wantedService, wantedType] = type.split(':');
  return service === wantedService && (wantedType === undefined || resource.startsWith(`${wantedType}/`));
}

function passes(tags: ReadonlyMap<string, string>, { Key = '', Values = [] }: TagFilter): boolean {
  const value = tags.get(Key);
  return value !== undefined && (Values.length === 0 || Values.includes(value));
}

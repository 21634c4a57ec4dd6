import type {
  CreateManagedPrefixListRequest,
  CreateManagedPrefixListResult,
  DescribeManagedPrefixListsRequest,
  DescribeManagedPrefixListsResult,
  ManagedPrefixList,
} from '@aws-sdk/client-ec2';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { newId } from './ids.ts';
import { required } from './kinds.ts';
import { page, select } from './select.ts';
import type { PrefixList } from './state.ts';
import { tagList, tagsFor } from './tagging.ts';

export function createManagedPrefixList(
  input: CreateManagedPrefixListRequest,
  { world }: Call<World>,
): CreateManagedPrefixListResult {
  const list: PrefixList = {
    prefixListId: newId(world, 'pl'),
    prefixListName: required(input.PrefixListName, 'PrefixListName'),
    addressFamily: required(input.AddressFamily, 'AddressFamily'),
    maxEntries: required(input.MaxEntries, 'MaxEntries'),
    entries: (input.Entries ?? []).map((entry) => entry.Cidr ?? ''),
    tags: tagsFor('prefix-list', input.TagSpecifications),
  };
  world.ec2.prefixLists.set(list.prefixListId, list);
  return { PrefixList: answer(world, list) };
}

export function describeManagedPrefixLists(
  input: DescribeManagedPrefixListsRequest,
  { world }: Call<World>,
): DescribeManagedPrefixListsResult {
  const found = select({
    kind: 'prefix-list',
    records: world.ec2.prefixLists,
    ids: input.PrefixListIds,
    filters: input.Filters,
    table: {
      'owner-id': () => world.account,
      'prefix-list-id': (list) => list.prefixListId,
      'prefix-list-name': (list) => list.prefixListName,
    },
  });
  const { items, ...rest } = page(found, input);
  return { PrefixLists: items.map((list) => answer(world, list)), ...rest };
}

function answer(world: World, list: PrefixList): ManagedPrefixList {
  return {
    PrefixListId: list.prefixListId,
    PrefixListName: list.prefixListName,
    PrefixListArn: `arn:aws:ec2:${world.region}:${world.account}:prefix-list/${list.prefixListId}`,
    AddressFamily: list.addressFamily,
    MaxEntries: list.maxEntries,
    OwnerId: world.account,
    State: 'create-complete',
    Version: 1,
    Tags: tagList(list.tags),
  };
}

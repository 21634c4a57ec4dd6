import { EvenkeelError } from '../core/errors.ts';
import { distinct } from '../core/group-by.ts';
import { ownerTag, readOwnership } from '../core/ownership.ts';
import type { Live, Snapshot, Unreadable, Wanted } from '../core/resource.ts';
import { findsOf, type Findable } from '../core/value.ts';
import type { Aws } from '../aws/ports.ts';
import { observeInventory } from '../resources/inventory.ts';
import type { ObserveContext, Resource } from '../resources/resource.ts';

export interface ObserveOptions {
  readonly aws: Aws;
  readonly owner: string;
  readonly wanted: readonly Wanted[];
  readonly resources: ReadonlyMap<string, Resource>;
}

/** One batched read of an account and region, shared by all manifests. */
export async function observe({ aws, owner, wanted, resources }: ObserveOptions): Promise<Snapshot> {
  const { names, sought } = lookUps(wanted, resources);
  const found = new Map<string, readonly Live[]>();
  const unreadable: Unreadable[] = [];
  const context: ObserveContext = {
    aws,
    owner,
    names: (type) => names.get(type) ?? new Set(),
    looksUp: (type) => sought.has(type),
    observed: (type) => found.get(type) ?? [],
    unread: (type, physical) => unreadable.find((one) => one.type === type && one.physical === physical),
  };
  const all = [...resources.values()];
  const services = all.filter(({ ofServices }) => ofServices);
  const asksForServices = wanted.some(({ type }) => resources.get(type)?.ofServices);
  const leftServices = asksForServices || services.length === 0 ? false : bearsServices(aws, owner);
  let asked: string | undefined;
  await look(all.filter(({ ofServices }) => ofServices === undefined));
  if (asksForServices || fillsGroups([...found.values()].flat()) || (await leftServices)) await look(services);
  const { inventory, unreadable: unlisted } = await observeInventory(context);
  unreadable.push(...unlisted);
  const live = [...resources.keys()].flatMap((type) => found.get(type) ?? []);
  return {
    account: accountIn(live) ?? asked ?? (await readAccount(aws)),
    region: aws.region,
    live,
    unreadable,
    inventory: { ...inventory, unreadable: unlistable(unreadable) },
  };

  async function look(some: readonly Resource[]): Promise<void> {
    for (const level of levels(some)) {
      await Promise.all(
        level.map(async (resource) => {
          const observed = await resource.observe(context);
          // What moved from one page of a list to another while that was read stands in both.
          found.set(
            resource.name,
            distinct(observed.live, ({ physical }) => physical),
          );
          unreadable.push(...observed.unreadable);
        }),
      );
      // It is asked for in the end anyway. Where nobody answers that either, nothing else is waited for in vain.
      if (isNothingListed(level)) asked ??= await readAccount(aws);
    }
  }

  function isNothingListed(level: readonly Resource[]): boolean {
    const unlistedTypes = new Set(unreadable.filter(isWhole).map(({ type }) => type));
    return accountIn([...found.values()].flat()) === undefined && level.every(({ name }) => unlistedTypes.has(name));
  }
}

async function readAccount({ sts }: Aws): Promise<string> {
  return (await sts.getCallerIdentity({})).Account ?? '';
}

/** Any ARN holds the account's number, which saves a call of STS. */
function accountIn(live: readonly Live[]): string | undefined {
  return live
    .map(({ physical }) => physical)
    .find((physical) => physical.startsWith('arn:'))
    ?.split(':')[4];
}

/** Whether a Service that no manifest asks for any more may have left something: one call lists all that bears our tag. */
async function bearsServices({ tagging }: Aws, owner: string): Promise<boolean> {
  try {
    const { ResourceTagMappingList = [] } = await tagging.getResources({
      TagFilters: [{ Key: ownerTag, Values: [owner] }],
      ResourceTypeFilters: ['ecs:service', 'ecs:task-definition', 'ec2:launch-template'],
    });
    return ResourceTagMappingList.length > 0;
  } catch (thrown) {
    // Without the tagging API's answer only the full look shows it.
    if (thrown instanceof EvenkeelError) return true;
    throw thrown;
  }
}

/** Whether ECS or Auto Scaling fills a target group of ours. */
function fillsGroups(live: readonly Live[]): boolean {
  return live.some(({ tags }) => readOwnership(tags)?.targets === 'delegated');
}

/** Types of which the whole list is unreadable, and why. */
function unlistable(unreadable: readonly Unreadable[]): Readonly<Record<string, string>> {
  return Object.fromEntries(unreadable.filter(isWhole).map(({ type, message }) => [type, message]));
}

function isWhole({ physical, parent }: Unreadable): boolean {
  return physical === undefined && parent === undefined;
}

/** Containers first: what they contain is listed container by container. The same for whatever else one builds on. */
function levels(some: readonly Resource[]): Resource[][] {
  const resources = new Map(some.map((resource) => [resource.name, resource]));
  const depth = (resource: Resource): number => {
    const before = [resource.parent, resource.observedAfter].map((type) => resources.get(type ?? ''));
    return Math.max(0, ...before.map((one) => (one === undefined ? 0 : depth(one) + 1)));
  };
  const sorted: Resource[][] = [];
  for (const resource of some) (sorted[depth(resource)] ??= []).push(resource);
  return sorted;
}

interface LookUps {
  /** AWS names that manifests claim or look up, by type: what carries one is read in depth, whoever owns it. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sought: ReadonlySet<Findable>;
}

/** What manifests claim and look up. */
export function lookUps(wanted: readonly Wanted[], resources: ReadonlyMap<string, Resource>): LookUps {
  const names = new Map<string, Set<string>>();
  const sought = new Set<Findable>();
  const claim = (type: string, name: string): void => {
    const known = names.get(type);
    if (known === undefined) names.set(type, new Set([name]));
    else known.add(name);
  };
  for (const { type, state } of wanted) {
    const name = resources.get(type)?.nameOf?.(state);
    if (name !== undefined) claim(type, name);
    for (const { $find, by } of findsOf(state)) {
      sought.add($find);
      if ('name' in by) claim($find, by.name);
    }
  }
  return { names, sought };
}

import { find, type Inventory } from '../core/inventory.ts';
import { readOwnership } from '../core/ownership.ts';
import type { Live, Wanted } from '../core/resource.ts';
import { resources } from '../resources/registry.ts';

/** What is asked for of all that stands. */
export interface ImportSelection {
  /** Names and ARNs of load balancers and of whatever else begins a stack; none: all that the rest allows. */
  readonly names: readonly string[];
  /** Not only load balancers. */
  readonly all: boolean;
  /** Tags that all of them bear. */
  readonly tags: Readonly<Record<string, string>>;
  /** The name or id of a VPC. */
  readonly vpc?: string | undefined;
}

/** Whether an object begins what is asked for. Without an inventory, a VPC by name is one of any that may be meant. */
export function isSelected(selection: ImportSelection, inventory?: Inventory): (live: Live) => boolean {
  const { names, all, tags, vpc } = selection;
  const network = vpc === undefined ? undefined : networkOf(vpc, inventory);
  return (live) => {
    if (live.type === 'security-group' && names.length === 0) return false;
    if (names.length === 0 && !all && live.type !== 'load-balancer') return false;
    if (names.length > 0 && !names.some((name) => isCalled(live, name))) return false;
    if (live.physical === '') return Object.keys(tags).length === 0;
    return Object.entries(tags).every(([key, value]) => live.tags[key] === value) && isWithin(live, network);
  };
}

/** Whether that is its name or ARN. */
export function isCalled({ type, name, physical }: Live, given: string): boolean {
  return physical === given || name === given || (type === 'ecs-service' && name?.split('/')[1] === given);
}

/** Nothing where any may be meant. */
function networkOf(vpc: string, inventory: Inventory | undefined): string | undefined {
  if (vpc.startsWith('vpc-')) return vpc;
  if (inventory === undefined) return undefined;
  const found = find(inventory, { $find: 'vpc', by: { name: vpc } }, undefined);
  return 'ids' in found ? found.ids[0] : '';
}

function isWithin({ state, outputs }: Live, network: string | undefined): boolean {
  const own = outputs['vpcId'] ?? outputs['vpc'] ?? (state as { readonly vpc?: unknown }).vpc;
  return network === undefined || own === undefined || own === network;
}

/** What is nobody's, and whose name no manifest of a folder claims. */
export function besideFolder(objects: readonly Live[], wanted: readonly Wanted[]): Live[] {
  const claimed = new Set(wanted.map(({ type, state }) => `${type} ${resources.get(type)?.nameOf?.(state)}`));
  return objects.filter(({ type, name, tags }) => readOwnership(tags) === undefined && !claimed.has(`${type} ${name}`));
}

import { groupBy } from '../../core/group-by.ts';
import type { Inventory, Subnet } from '../../core/inventory.ts';
import type { Text } from '../../core/value.ts';
import type { LoadBalancerKind } from './attributes.ts';
import { distinct, type SubnetMapping } from './subnets.ts';

/** What decides where a load balancer can stand. */
interface Placement {
  readonly type: LoadBalancerKind;
  readonly scheme?: string;
  readonly subnets?: readonly SubnetMapping[];
  readonly securityGroups?: readonly Text[];
}

/** What AWS would refuse about where it is to stand. Subnets that the inventory doesn't know are left to AWS. */
export function checkPlacement(state: Placement, inventory: Inventory): string[] {
  const { known, complete } = subnetsOf(state, inventory);
  const zones = groupBy(known, (subnet) => subnet.zone);
  const vpcs = groupBy(known, (subnet) => subnet.vpc);
  return [
    ...(state.type === 'application' && complete && zones.size === 1 ? [tooFewZones(known)] : []),
    ...[...zones].flatMap(([zone, subnets]) => (subnets.length > 1 ? [sharedZone(zone, subnets)] : [])),
    ...(vpcs.size > 1 ? [severalVpcs(known)] : foreignGroups(state, inventory, known[0]?.vpc)),
  ];
}

/** What AWS would accept although clients could never reach it. */
export function warnOfPlacement(state: Placement, inventory: Inventory): string[] {
  return closedSubnets(state, inventory).map(closedText);
}

/** The subnets of an internet-facing load balancer that no internet gateway leads to. */
export function closedSubnets(state: Placement, inventory: Inventory): Subnet[] {
  if (state.scheme !== 'internet-facing') return [];
  return subnetsOf(state, inventory).known.filter((subnet) => subnet.public === false);
}

export function closedText(subnet: Subnet): string {
  return `subnet ${label(subnet)} has no route to an internet gateway: clients on the internet will not reach it`;
}

function subnetsOf({ subnets = [] }: Placement, inventory: Inventory): { known: Subnet[]; complete: boolean } {
  const ids = distinct(subnets).map((mapping) => mapping.subnet);
  const known = ids.flatMap((id) => inventory.subnets.find((subnet) => subnet.id === id) ?? []);
  return { known, complete: known.length === ids.length };
}

function tooFewZones(subnets: readonly Subnet[]): string {
  return `an application load balancer needs subnets of at least two zones; it has ${list(subnets, (subnet) => `${label(subnet)} of ${subnet.zone}`)}`;
}

function sharedZone(zone: string, subnets: readonly Subnet[]): string {
  return `a load balancer takes one subnet a zone; of ${zone} it has ${list(subnets, label)}`;
}

function severalVpcs(subnets: readonly Subnet[]): string {
  return `its subnets must be of one VPC; they are ${list(subnets, (subnet) => `${label(subnet)} of ${subnet.vpc}`)}`;
}

function foreignGroups({ securityGroups = [] }: Placement, inventory: Inventory, vpc?: string): string[] {
  if (vpc === undefined) return [];
  return [...new Set(securityGroups)]
    .flatMap((id) => inventory.securityGroups.find((group) => group.id === id) ?? [])
    .filter((group) => group.vpc !== vpc)
    .map((group) => `security group ${label(group)} is of ${group.vpc}, its subnets are of ${vpc}`);
}

function label({ id, name }: { readonly id: string; readonly name?: string }): string {
  return name === undefined ? id : `${id} (${name})`;
}

function list<Item>(items: readonly Item[], words: (item: Item) => string): string {
  return items.map(words).sort().join(', ');
}

import { allPages, EC2_PAGE } from '../aws/pages.ts';
import type { Aws, Ec2Port } from '../aws/ports.ts';
import { leftoversOf, type Leftover, type Remains } from '../core/leftover.ts';
import { ownerTag } from '../core/ownership.ts';
import type { Snapshot } from '../core/resource.ts';
import { resources } from '../resources/registry.ts';
import type { CycleOptions } from './cycle.ts';
import type { Loaded } from './loaded.ts';
import { observe } from './observe.ts';

/** The largest page of the tagging API, and of route tables. */
const PAGE = 100;

export interface LeftoverOptions extends Pick<CycleOptions, 'aws' | 'owner' | 'loaded'> {
  /** As if the folder asked for nothing: what is left of what was deleted. */
  readonly all: boolean;
}

export interface Left {
  readonly leftovers: readonly Leftover[];
  readonly snapshot: Snapshot;
}

/** Looks for what still stands and is not asked for, and for what still costs around it. */
export async function lookForLeftovers({ aws, owner, loaded, all }: LeftoverOptions): Promise<Left> {
  const [snapshot, tagged, idleAddresses, natGateways] = await Promise.all([
    observe({ aws, owner, wanted: loaded.wanted, resources }),
    readTagged(aws, owner),
    readIdleAddresses(aws.ec2),
    readNatGateways(aws.ec2),
  ]);
  const leftovers = leftoversOf(
    { snapshot, tagged, idleAddresses, natGateways },
    { owner, asked: all ? () => false : asking(loaded), named: naming(loaded) },
  );
  return { leftovers, snapshot };
}

/** A document that is wrong may still ask for what is there. */
function asking({ manifests, invalid }: Loaded): (manifest: string) => boolean {
  const ids = new Set([...manifests.map(({ id }) => id), ...invalid]);
  return (manifest) => ids.has(manifest);
}

function naming({ wanted }: Loaded): (id: string) => boolean {
  const text = JSON.stringify(wanted.map(({ state }) => state));
  return (id) => text.includes(`"${id}"`);
}

async function readTagged({ tagging }: Aws, owner: string): Promise<Remains['tagged']> {
  const found = await allPages(
    tagging.getResources,
    { TagFilters: [{ Key: ownerTag, Values: [owner] }], ResourcesPerPage: PAGE },
    (page) => page.ResourceTagMappingList,
    { tokenIn: 'PaginationToken' },
  );
  return found.map(({ ResourceARN: arn = '', Tags = [] }) => ({
    arn,
    tags: Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
  }));
}

/** AWS hands addresses out all at once. */
async function readIdleAddresses(ec2: Ec2Port): Promise<string[]> {
  const { Addresses = [] } = await ec2.describeAddresses({});
  return Addresses.flatMap(({ AllocationId, AssociationId }) =>
    AllocationId === undefined || AssociationId !== undefined ? [] : [AllocationId],
  );
}

async function readNatGateways(ec2: Ec2Port): Promise<Remains['natGateways']> {
  const [gateways, tables] = await Promise.all([
    allPages(ec2.describeNatGateways, { MaxResults: EC2_PAGE }, (page) => page.NatGateways, { tokenIn: 'NextToken' }),
    allPages(ec2.describeRouteTables, { MaxResults: PAGE }, (page) => page.RouteTables, { tokenIn: 'NextToken' }),
  ]);
  const routed = new Set(tables.flatMap(({ Routes = [] }) => Routes.map((route) => route.NatGatewayId)));
  return gateways
    .filter(({ State }) => State === 'available' || State === 'pending')
    .map(({ NatGatewayId: id = '' }) => ({ id, routed: routed.has(id) }));
}

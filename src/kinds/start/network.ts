import { compareTexts } from '../../core/compare.ts';
import type { Named, Subnet, Vpc } from '../../core/inventory.ts';
import type { Answers, Pointer } from './answers.ts';

export interface Network {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
}

type Placed = Pick<Answers, 'vpc' | 'scheme' | 'subnets' | 'inner'>;

/** Why there is no network to build in, and what to pass. */
export class Unplaced extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** A VPC by its name or id; the account's own one where nothing is said and there is just one. */
export function chooseVpc({ vpcs }: Network, said: string | undefined): Vpc {
  const found = vpcs.filter((vpc) => (said === undefined ? !vpc.isDefault : isCalled(vpc, said)));
  const [vpc, second] = found;
  if (vpc !== undefined && second === undefined) return vpc;
  const pass = `pass --vpc with one of: ${listed(vpcs)}`;
  const remedy = vpcs.length === 0 ? 'create a VPC first, or choose another region with --region' : pass;
  if (said === undefined) {
    const count = found.length === 0 ? 'no VPC but the default one' : `${found.length} VPCs besides the default one`;
    throw new Unplaced(vpcs.length === 0 ? 'the account has no VPC here' : `the account has ${count} here`, remedy);
  }
  throw new Unplaced(`${found.length === 0 ? 'no VPC is' : `${found.length} VPCs are`} called "${said}"`, remedy);
}

/** Where the load balancer is to stand, and what serves behind it. */
export function place({ vpcs, subnets }: Network, vpc: Vpc, said: readonly string[]): Placed {
  const own = subnets.filter((subnet) => subnet.vpc === vpc.id);
  const outer = said.length === 0 ? onePerZone(own.filter(({ public: open }) => open === true)).slice(0, 2) : named();
  if (onePerZone(outer).length < 2 || onePerZone(outer).length < outer.length) {
    const what =
      said.length === 0
        ? 'has no public subnets in two zones'
        : 'gives the load balancer no two subnets in two zones, one in each';
    throw new Unplaced(`the VPC ${labelOf(vpc)} ${what}`, passSubnets());
  }
  // What reaches the internet by a NAT gateway needs no public address.
  const natted = onePerZone(own.filter(({ public: open, defaultRoute = '' }) => open === false && defaultRoute !== ''));
  const inner = natted.length < 2 ? outer : natted.slice(0, 2);
  return {
    vpc: pointerTo(vpc, vpcs),
    scheme: outer.every(({ public: open }) => open !== false) ? 'internet-facing' : 'internal',
    subnets: outer.map((subnet) => pointerTo(subnet, own)),
    inner: {
      subnets: inner.map((subnet) => pointerTo(subnet, own)),
      isPublic: inner.every(({ public: open }) => open === true),
    },
  };

  function named(): Subnet[] {
    return said.map((one) => {
      const [subnet, second] = own.filter((candidate) => isCalled(candidate, one));
      if (subnet !== undefined && second === undefined) return subnet;
      const count = subnet === undefined ? 'no subnet' : 'several subnets';
      throw new Unplaced(`the VPC ${labelOf(vpc)} has ${count} called "${one}"`, passSubnets());
    });
  }

  function passSubnets(): string {
    return own.length === 0
      ? 'create two subnets in two zones first'
      : `pass --subnet twice, with two of: ${listed(own)}`;
  }
}

function onePerZone(subnets: readonly Subnet[]): Subnet[] {
  const sorted = subnets.toSorted((a, b) => compareTexts(sortKey(a), sortKey(b)));
  return sorted.filter(({ zone }, index) => sorted.findIndex((one) => one.zone === zone) === index);
}

function sortKey({ zone, name = '', id }: Subnet): string {
  return [zone, name, id].join('\n');
}

function isCalled({ id, name }: Named, said: string): boolean {
  return id === said || name === said;
}

function pointerTo({ id, name }: Named, all: readonly Named[]): Pointer {
  return name !== undefined && all.filter((one) => one.name === name).length === 1 ? { name } : { id };
}

export function labelOf({ id, name }: Named): string {
  return name === undefined ? id : `${name} (${id})`;
}

/** As it is offered; a default VPC has no name by itself. */
export function choiceOf(one: Named & { readonly isDefault?: boolean }): string {
  return one.isDefault === true ? `${labelOf(one)} (default)` : labelOf(one);
}

function listed(all: readonly Named[]): string {
  return all.map(choiceOf).sort().join(', ');
}

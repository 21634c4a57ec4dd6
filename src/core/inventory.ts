import { isFind, isRef, type Find, type Findable, type Text } from './value.ts';

/** What stands in the account that is not ours to manage and that manifests point at. */
export interface Inventory {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly FoundSecurityGroup[];
  /** By ARN; only those that are ours or that somebody points at by name. */
  readonly targetGroups?: readonly Named[];
  /** By ARN; only those that are ours or that somebody points at by name. */
  readonly loadBalancers?: readonly Named[];
  /** Those that are not terminated; read only where a manifest asks for some. */
  readonly instances?: readonly Instance[];
  /** The account's own, of the names that manifests ask for. */
  readonly images?: readonly Named[];
  /** ECS clusters by ARN, of the names that manifests ask for. */
  readonly clusters?: readonly Named[];
  /** What AWS said where a whole list of them could not be read: nobody knows then what is in it. */
  readonly unreadable?: Readonly<Partial<Record<Findable, string>>>;
}

export interface Named {
  readonly id: string;
  readonly name?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Vpc extends Named {
  readonly isDefault: boolean;
}

export interface Subnet extends Named {
  readonly vpc: string;
  readonly zone: string;
  readonly isDefault: boolean;
  /** Whether its route table leads to an internet gateway; absent where the routes could not be read. */
  readonly public?: boolean;
  /** What its default route leads to (`igw-…`, `nat-…`); absent where it has none, or the routes could not be read. */
  readonly defaultRoute?: string;
}

export interface FoundSecurityGroup extends Named {
  readonly vpc: string;
  readonly isDefault: boolean;
}

export interface Instance extends Named {
  readonly vpc: string;
  /** `running`, `pending`, `stopped` … */
  readonly state: string;
}

export const emptyInventory: Inventory = { vpcs: [], subnets: [], securityGroups: [] };

export type Found =
  | { readonly ids: readonly string[] }
  | { readonly problem: string }
  | { readonly unreadable: string };

const nouns = {
  vpc: 'VPC',
  subnet: 'subnet',
  'security-group': 'security group',
  'target-group': 'target group',
  'load-balancer': 'load balancer',
  instance: 'instance',
  image: 'image',
  cluster: 'cluster',
} as const;

/** All that a look-up could mean, before it is asked whether that is none, one or many. */
export function matching(inventory: Inventory, query: Find, vpc?: string): readonly Named[] {
  const all = inScope(inventory, query, vpc);
  return all.filter((one) => matchesQuery(one, query.by));
}

function inScope(inventory: Inventory, query: Find, vpc: string | undefined): readonly Candidate[] {
  return candidates(inventory, query.$find).filter((one) => vpc === undefined || !('vpc' in one) || one.vpc === vpc);
}

/** Looks an object up. None, or two where one is meant, is a problem that names the candidates. */
export function find(inventory: Inventory, query: Find, vpc: string | undefined): Found {
  const unreadable = inventory.unreadable?.[query.$find];
  if (unreadable !== undefined) return { unreadable };
  const all = inScope(inventory, query, vpc);
  const matches = all.filter((one) => matchesQuery(one, query.by));
  const noun = nouns[query.$find];
  const scope = vpc === undefined || query.$find === 'vpc' ? '' : ` in ${vpc}`;
  if (matches.length === 0) {
    const names = [...new Set(all.map((one) => one.name).filter((name) => name !== undefined))].sort();
    const known =
      names.length === 0 ? `there is no named ${noun}${scope}` : `named ones${scope}: ${names.slice(0, 8).join(', ')}`;
    return { problem: `no ${noun}${scope} ${describeQuery(query.by)} (${known})` };
  }
  if (matches.length > 1 && query.many === undefined) {
    const ids = matches.map((one) => one.id).sort();
    return {
      problem: `${matches.length} ${noun}s${scope} ${describeMany(query.by)}: ${ids.join(', ')}; refer to one of them by id`,
    };
  }
  return { ids: matches.map((one) => one.id).sort() };
}

type Candidate = Vpc | Subnet | FoundSecurityGroup | Instance | Named;

function candidates(inventory: Inventory, type: Findable): readonly Candidate[] {
  return inventory[lists[type]] ?? [];
}

const lists = {
  vpc: 'vpcs',
  subnet: 'subnets',
  'security-group': 'securityGroups',
  'target-group': 'targetGroups',
  'load-balancer': 'loadBalancers',
  instance: 'instances',
  image: 'images',
  cluster: 'clusters',
} as const satisfies Readonly<Record<Findable, keyof Inventory>>;

function matchesQuery(one: Candidate, by: Find['by']): boolean {
  if ('id' in by) return one.id === by.id;
  if ('name' in by) return one.name === by.name || one.tags['Name'] === by.name;
  if ('tags' in by) return Object.entries(by.tags).every(([key, value]) => one.tags[key] === value);
  return 'isDefault' in one && one.isDefault;
}

function describeQuery(by: Find['by']): string {
  if ('id' in by) return `has the id ${by.id}`;
  if ('name' in by) return `is named "${by.name}"`;
  return 'tags' in by ? `has the tags ${listTags(by.tags)}` : 'is the default one';
}

function describeMany(by: Find['by']): string {
  if ('id' in by) return `have the id ${by.id}`;
  if ('name' in by) return `are named "${by.name}"`;
  return 'tags' in by ? `have the tags ${listTags(by.tags)}` : 'are default ones';
}

function listTags(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

/** A resolved text as the plain string that it must be by now. */
export function plain(text: Text): string {
  if (typeof text === 'string') return text;
  if (isRef(text)) throw new Error(`the reference to ${text.$ref} was not resolved before use`);
  if (isFind(text)) throw new Error(`the look-up of a ${nouns[text.$find]} was not resolved before use`);
  throw new Error(`${text.$unknown} was not made before it was used`);
}

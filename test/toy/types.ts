import { sameSet, type Fields } from '../../src/core/fields.ts';
import { canonical } from '../../src/core/json.ts';
import { isNameOf } from '../../src/core/naming.ts';
import type { Live, ResourceType } from '../../src/core/resource.ts';
import type { Text } from '../../src/core/value.ts';
import { pairBy, sameIn, samePart } from '../../src/resources/pairing.ts';

/*
 * A small cloud of its own: doors with hatches with signs, pools that those lead to, and gates with rules that admit other
 * gates. Between them they have everything that planning knows: roots, children and grandchildren, strong and weak refs,
 * keyed fields, sets, defaults, what cannot be changed in place, and children without tags.
 */

type Tags = Readonly<Record<string, string>>;

export interface PoolState {
  readonly name: string;
  readonly protocol: string;
  /** Another pool, or `none`. */
  readonly fallback: Text;
  /** The door that leads here; answered by the cloud only once one does. */
  readonly door?: Text;
  readonly timeout?: number;
  readonly settings?: Tags;
  readonly members?: readonly string[];
  readonly tags?: Tags;
}

export interface GateState {
  readonly name: string;
  readonly note: string;
  readonly tags?: Tags;
}

export interface GateRuleState {
  readonly gate: Text;
  readonly port: number;
  readonly peer: Text;
  readonly label?: string;
}

export interface DoorState {
  readonly name: string;
  readonly scheme: string;
  readonly gates: readonly Text[];
  readonly size?: string;
  readonly tags?: Tags;
}

export interface HatchState {
  readonly door: Text;
  readonly port: number;
  readonly pool: Text;
  readonly settings?: Tags;
}

export interface SignState {
  readonly hatch: Text;
  readonly priority: number;
  readonly path: string;
  readonly pool: Text;
}

export const NAME_LIMIT = 32;

const name = {
  onChange: 'replace',
  same: (wanted: string, live: string | undefined) => live !== undefined && isNameOf(wanted, live, NAME_LIMIT),
} as const;
const tags = { onChange: 'tags', keyed: true } as const;
const container = { onChange: 'replace', same: () => true, path: '' } as const;

export const settingsDefaults = { mode: 'even', warm: '0' } as const;
export const TIMEOUT_DEFAULT = 30;
const settings = { onChange: 'settings', keyed: true, default: () => ({ ...settingsDefaults }) } as const;

const poolFields: Fields<PoolState> = {
  name,
  protocol: { onChange: 'replace' },
  fallback: { onChange: 'main' },
  door: { onChange: 'replace', unset: 'same' },
  timeout: { onChange: 'main', default: () => TIMEOUT_DEFAULT },
  settings,
  members: { onChange: 'members', same: sameSet },
  tags,
};

const gateFields: Fields<GateState> = { name, note: { onChange: 'replace' }, tags };

const gateRuleFields: Fields<GateRuleState> = {
  gate: container,
  port: { onChange: 'replace' },
  peer: { onChange: 'replace' },
  label: { onChange: 'main', default: () => '' },
};

const doorFields: Fields<DoorState> = {
  name,
  scheme: { onChange: 'replace' },
  gates: { onChange: 'gates', same: sameSet, attached: true },
  size: { onChange: 'main', impact: 'brief', default: () => 'small' },
  tags,
};

const hatchFields: Fields<HatchState> = {
  door: container,
  port: { onChange: 'main', impact: 'brief' },
  pool: { onChange: 'main' },
  settings,
};

const signFields: Fields<SignState> = {
  hatch: container,
  priority: { onChange: 'place' },
  path: { onChange: 'main' },
  pool: { onChange: 'main' },
};

const pool: ResourceType<PoolState> = {
  name: 'pool',
  fields: poolFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  taggable: true,
};

const gate: ResourceType<GateState> = {
  name: 'gate',
  fields: gateFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  taggable: true,
};

const gateRule: ResourceType<GateRuleState> = {
  name: 'gate-rule',
  parent: 'gate',
  fields: gateRuleFields,
  pair: (wanted, live) => pairBy([sameIn(({ port, peer }) => canonical([port, peer]))], wanted, live),
  goesWithParent: ({ state, parent }) => !isGate(state.peer) || state.peer === parent,
  batched: true,
  taggable: false,
};

const door: ResourceType<DoorState> = {
  name: 'door',
  fields: doorFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  taggable: true,
};

const hatch: ResourceType<HatchState> = {
  name: 'hatch',
  parent: 'door',
  segment: 'hatchs',
  fields: hatchFields,
  pair: (wanted, live) => pairBy([samePart, sameIn(({ port }) => String(port))], wanted, live),
  goesWithParent: () => true,
  taggable: true,
};

const sign: ResourceType<SignState> = {
  name: 'sign',
  parent: 'hatch',
  segment: 'signs',
  fields: signFields,
  pair: (wanted, live) => pairBy([samePart, sameIn(({ priority }) => String(priority))], wanted, live),
  goesWithParent: () => true,
  arranged: true,
  taggable: true,
};

export const types: ReadonlyMap<string, ResourceType> = new Map(
  [pool, gate, gateRule, door, hatch, sign].map((type) => [type.name, type as unknown as ResourceType]),
);

/** What one of them uses, and that therefore can't be deleted before it. */
export function usesOf({ type, state, parent }: Pick<Live, 'type' | 'state' | 'parent'>): string[] {
  const { fallback, gates, pool: target, peer } = state as Partial<PoolState & DoorState & HatchState & GateRuleState>;
  const used = type === 'gate-rule' ? [peer] : [fallback, ...(gates ?? []), target];
  return used.filter((one): one is string => typeof one === 'string' && one.includes('/') && one !== parent);
}

function isGate(peer: Text): boolean {
  return typeof peer === 'string' && peer.startsWith('toy/gate/');
}

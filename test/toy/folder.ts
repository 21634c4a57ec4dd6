import { hashed } from '../../src/core/ownership.ts';
import type { Policy, Wanted } from '../../src/core/resource.ts';
import type { Ref, Text } from '../../src/core/value.ts';

type Tags = Readonly<Record<string, string>>;

export interface PoolSpec {
  readonly protocol: string;
  readonly fallsBack: boolean;
  readonly timeout?: number;
  readonly settings?: Tags;
  readonly members?: readonly string[];
  readonly tags?: Tags;
}

export interface GateSpec {
  readonly note: string;
  readonly rules: readonly { readonly port: number; readonly peer: string; readonly label?: string }[];
  readonly tags?: Tags;
}

export interface DoorSpec {
  readonly scheme: string;
  readonly gates: readonly string[];
  readonly size?: string;
  readonly hatches: readonly HatchSpec[];
  readonly tags?: Tags;
}

export interface HatchSpec {
  readonly port: number;
  readonly pool: string;
  readonly settings?: Tags;
  readonly signs: readonly {
    readonly name: string;
    readonly priority: number;
    readonly path: string;
    readonly pool: string;
  }[];
}

/** A folder of toy manifests by name. The names of pools begin with that of the only door that may lead to them. */
export interface Folder {
  readonly pools: Readonly<Record<string, PoolSpec>>;
  readonly gates: Readonly<Record<string, GateSpec>>;
  readonly doors: Readonly<Record<string, DoorSpec>>;
}

export const emptyFolder: Folder = { pools: {}, gates: {}, doors: {} };

export const policy: Policy = {
  drift: 'correct',
  deletion: 'delete',
  suspend: false,
  adopt: false,
  allowEmpty: false,
  ignoreFields: [],
};

type Policies = (manifest: string) => Partial<Policy>;

/** What a folder asks for, hashed once, as when a real folder is read. */
export function desire(folder: Folder, policies?: Policies): Wanted[] {
  return asked(folder, policies).map(hashed);
}

/** Without hashes, to be changed. What it refers to and does not have is left out, as a check of the folder would have it. */
export function asked(folder: Folder, policies: Policies = () => ({})): Wanted[] {
  return [
    ...Object.entries(folder.pools).map(([name, spec]) => desirePool(folder, name, spec)),
    ...Object.entries(folder.gates).flatMap(([name, spec]) => desireGate(folder, name, spec)),
    ...Object.entries(folder.doors).flatMap(([name, spec]) => desireDoor(folder, name, spec)),
  ].map((wanted) => ({ ...wanted, policy: { ...policy, ...policies(wanted.manifest) } }));
}

function desirePool({ pools, doors }: Folder, name: string, { fallsBack, members, ...spec }: PoolSpec): Wanted {
  const door = name.slice(0, 1);
  const earlier = Object.keys(pools)
    .filter((other) => other < name)
    .sort()
    .at(-1);
  const state = {
    ...spec,
    ...(members === undefined ? {} : { members: members.toSorted() }),
    name,
    fallback: fallsBack && earlier !== undefined ? ref('pool', earlier) : 'none',
    ...(door in doors ? { door: { ...ref('door', door), weak: true } } : {}),
  };
  return root('Pool', 'pool', name, state);
}

function desireGate({ gates }: Folder, name: string, { rules, ...spec }: GateSpec): Wanted[] {
  const gate = root('Gate', 'gate', name, { ...spec, name });
  const children = rules
    .filter(({ peer }) => peer === 'anyone' || peer in gates)
    .map(({ port, peer, label }) => {
      const admitted: Text = peer === 'anyone' ? peer : ref('gate', peer);
      const state = { gate: ref('gate', name), port, peer: admitted, ...(label === undefined ? {} : { label }) };
      return child(gate, 'gate-rule', `${port}-${peer}`, state);
    });
  return [{ ...gate, content: children.map(({ key, state }) => [key, state]) }, ...children];
}

function desireDoor({ gates, pools }: Folder, name: string, { hatches, ...spec }: DoorSpec): Wanted[] {
  const known = spec.gates
    .filter((one) => one in gates)
    .sort()
    .map((one) => ref('gate', one));
  const door = root('Door', 'door', name, { ...spec, name, gates: known });
  const children = hatches
    .filter(({ pool }) => pool in pools)
    .flatMap(({ port, pool, settings, signs }) => {
      const state = { door: ref('door', name), port, pool: ref('pool', pool), ...(settings && { settings }) };
      const hatch = child(door, 'hatch', String(port), state);
      const below = signs
        .filter((sign) => sign.pool in pools)
        .map((sign) =>
          child(hatch, 'sign', `${port}/${sign.name}`, {
            hatch: { $ref: hatch.id, output: 'arn' },
            priority: sign.priority,
            path: sign.path,
            pool: ref('pool', sign.pool),
          }),
        );
      return [hatch, ...below];
    });
  // It remembers which children it had, so that a missing one is known as new or as drift.
  return [{ ...door, content: children.map(({ id }) => id).sort() }, ...children];
}

function root(kind: string, type: string, name: string, state: object): Wanted {
  return {
    id: `${type}/default/${name}`,
    type,
    manifest: `${kind}/default/${name}`,
    key: '',
    at: '/spec',
    state,
    policy,
    source: { file: `${name}.yaml`, line: 1, column: 1 },
  };
}

function child(parent: Wanted, type: string, key: string, state: object): Wanted {
  const own = key.slice(key.lastIndexOf('/') + 1);
  const { manifest, source } = parent;
  const id = `${type}/${manifest.slice(manifest.indexOf('/') + 1)}/${key}`;
  return { id, type, manifest, parent: parent.id, key, at: `${parent.at}/${type}s/${own}`, state, policy, source };
}

function ref(type: string, name: string): Ref {
  return { $ref: `${type}/default/${name}`, output: 'arn' };
}

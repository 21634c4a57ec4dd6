import { EvenkeelError, type ErrorCode } from '../../src/core/errors.ts';
import { emptyInventory } from '../../src/core/inventory.ts';
import { isOurTag } from '../../src/core/ownership.ts';
import type { Live, Snapshot, Unreadable } from '../../src/core/resource.ts';
import { hasUnknown, refsOf } from '../../src/core/value.ts';
import { types, usesOf } from './types.ts';

type Tags = Readonly<Record<string, string>>;
type State = Readonly<Record<string, unknown>>;
type Row = { keyed?: true; onChange: unknown; default?: (state: object) => unknown };

/** Never changed, only put in the place of another, so that what is said of it is worked out once. */
interface Standing {
  readonly type: string;
  readonly physical: string;
  readonly parent?: string;
  readonly state: State;
  readonly tags: Tags;
}

/** What was asked for, with all that it refers to known. */
export interface Order {
  readonly type: string;
  readonly state: object;
  readonly tags?: Tags;
  readonly parent?: string;
}

/** One field, or one key of a keyed field, and what it is to be; nothing takes it away. */
export interface Edit {
  readonly field: string;
  readonly key?: string;
  readonly wanted: unknown;
}

/** An AWS of toys. As strict as the real one: it refuses whatever is made too early, broken too early, or made twice. */
export class Cloud {
  readonly #standing = new Map<string, Standing>();
  #made = 0;

  /** A copy that goes its own way. */
  copy(): Cloud {
    const copy = new Cloud();
    for (const [physical, one] of this.#standing) copy.#standing.set(physical, one);
    copy.#made = this.#made;
    return copy;
  }

  create({ type, state, tags = {}, parent }: Order): string {
    if (hasUnknown(state) || refsOf(state).length > 0) refuse('aws-rejected', `${type} refers to nothing`);
    if (types.get(type)?.parent !== undefined && !this.#standing.has(parent ?? '')) {
      refuse('not-found', `${type} has no container`);
    }
    const fresh = { type, state: withDefaults(type, state), tags, ...(parent === undefined ? {} : { parent }) };
    for (const used of usesOf(fresh)) this.#get(used);
    if (this.#isTaken(fresh)) refuse('exists', `a ${type} like that stands already`);
    this.#made += 1;
    const physical = `toy/${type}/${this.#made}`;
    this.#standing.set(physical, { ...fresh, physical, tags: ownTagsFirst(fresh) });
    return physical;
  }

  write(physical: string, edits: readonly Edit[]): void {
    const one = this.#get(physical);
    const state: Record<string, unknown> = { ...one.state };
    for (const { field, key, wanted } of edits) {
      const row = rowOf(one.type, field);
      if (row.onChange === 'replace') refuse('aws-rejected', `${field} of a ${one.type} is for ever`);
      if (hasUnknown(wanted) || refsOf(wanted).length > 0) refuse('aws-rejected', `${field} refers to nothing`);
      state[field] = key === undefined ? wanted : withKey(state[field] as State | undefined, key, wanted);
    }
    for (const used of usesOf({ ...one, state })) this.#get(used);
    this.#standing.set(physical, { ...one, state });
  }

  tag(physical: string, set: Tags, remove: readonly string[]): void {
    const one = this.#get(physical);
    const gone = new Set(remove);
    const tags = { ...Object.fromEntries(Object.entries(one.tags).filter(([key]) => !gone.has(key))), ...set };
    this.#standing.set(physical, { ...one, tags });
  }

  /** Takes what it contains along; refused while anything else uses it. */
  remove(physical: string): void {
    const going = new Set([physical, ...this.#below(physical)]);
    for (const user of this.#standing.values()) {
      const used = usesOf(user).find((one) => going.has(one));
      if (used !== undefined && !going.has(user.physical)) {
        refuse('in-use', `${used} is used by ${user.physical}`, 'soon');
      }
    }
    for (const one of going) this.#standing.delete(one);
  }

  has(physical: string): boolean {
    return this.#standing.has(physical);
  }

  snapshot(unreadable: readonly Unreadable[] = []): Snapshot {
    const live = [...this.#standing.values()].map((one) => this.#liveOf(one));
    return { account: '123456789012', region: 'ap-northeast-2', live, unreadable, inventory: emptyInventory };
  }

  #liveOf(one: Standing): Live {
    const own = alone(one);
    const leadingHere = one.type === 'pool' ? this.#doorTo(one.physical) : undefined;
    return leadingHere === undefined ? own : { ...own, state: { ...own.state, door: leadingHere } };
  }

  #doorTo(pool: string): string | undefined {
    for (const { parent, state } of this.#standing.values()) {
      if (parent === undefined || state['pool'] !== pool) continue;
      const container = this.#standing.get(parent);
      return container?.type === 'hatch' ? container.parent : container?.physical;
    }
    return undefined;
  }

  #isTaken({ type, state, parent }: Omit<Standing, 'physical'>): boolean {
    const others = [...this.#standing.values()].filter((one) => one.type === type && one.parent === parent);
    if (type === 'gate-rule') {
      return others.some((one) => one.state['port'] === state['port'] && one.state['peer'] === state['peer']);
    }
    return others.some((one) => one.state['name'] !== undefined && one.state['name'] === state['name']);
  }

  #below(physical: string): string[] {
    const children = [...this.#standing.values()].filter((one) => one.parent === physical).map((one) => one.physical);
    return children.flatMap((child) => [child, ...this.#below(child)]);
  }

  #get(physical: string): Standing {
    return this.#standing.get(physical) ?? refuse('not-found', `there is no ${physical}`);
  }
}

const known = new WeakMap<Standing, Live>();

/** What a look sees of it whatever else exists. */
function alone(one: Standing): Live {
  const before = known.get(one);
  if (before !== undefined) return before;
  const { type, physical, parent, tags, state } = one;
  const { name } = state;
  const live: Live = {
    type,
    physical,
    state: 'tags' in (types.get(type)?.fields ?? {}) ? { ...state, tags: userOnly(tags) } : state,
    tags,
    outputs: { arn: physical },
    uses: usesOf(one),
    ...(parent === undefined ? {} : { parent }),
    ...(typeof name === 'string' ? { name } : {}),
  };
  known.set(one, live);
  return live;
}

function refuse(code: ErrorCode, message: string, retry: 'soon' | 'never' = 'never'): never {
  throw new EvenkeelError({ code, retry, message });
}

function rowOf(type: string, field: string): Row {
  return (types.get(type)!.fields as unknown as Readonly<Record<string, Row>>)[field]!;
}

function withDefaults(type: string, state: object): State {
  const full: Record<string, unknown> = { ...state };
  for (const field of Object.keys(types.get(type)?.fields ?? {})) {
    const row = rowOf(type, field);
    const fallback = row.default?.(state);
    if (row.keyed && fallback !== undefined) full[field] = { ...(fallback as State), ...(full[field] as State) };
    else full[field] ??= fallback;
    if (full[field] === undefined || field === 'tags' || field === 'door') delete full[field];
  }
  return full;
}

function withKey(record: State | undefined, key: string, value: unknown): State {
  const { [key]: _, ...others } = record ?? {};
  return value === undefined ? others : { ...others, [key]: value };
}

function ownTagsFirst({ type, tags }: Pick<Standing, 'type' | 'tags'>): Tags {
  return types.get(type)?.taggable ? tags : {};
}

function userOnly(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !isOurTag(key)));
}

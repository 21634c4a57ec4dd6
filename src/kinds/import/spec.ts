import { declarationsOf, type Spelling } from '../../core/declaring.ts';
import type { ResourceType } from '../../core/resource.ts';

/** A part of a manifest that is being written. */
export type Spec = Record<string, unknown>;

/** What a manifest says of a state, at the paths of its field table; `into` has what others say already. */
export function specOf<State extends object>(
  { fields }: ResourceType<State>,
  state: State,
  spelling: Spelling<State>,
  into: Spec = {},
): Spec {
  for (const { path, value } of declarationsOf(fields, state, spelling)) put(into, path, value);
  return into;
}

/** Puts a value at a path, with the objects that lead there. */
export function put(into: Spec, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) into[key] = value;
  else put((into[key] ??= {}) as Spec, rest, value);
}

/** For fields that are always said, be they AWS's default. */
export function asItStands(value: unknown): unknown {
  return value;
}

/** For fields that are said elsewhere, or not at all. */
export function unsaid(): undefined {
  return undefined;
}

/** A list, where there is anything in it. */
export function unlessEmpty<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** Attribute values are texts at AWS, and scalars in a manifest. */
export function attributesIn(
  attributes: Readonly<Record<string, string>>,
  defaultOf: (key: string) => string | undefined,
): Spec | undefined {
  const said = Object.entries(attributes).filter(([key, value]) => {
    const standard = defaultOf(key);
    return standard !== undefined && value !== standard;
  });
  return said.length === 0 ? undefined : Object.fromEntries(said.map(([key, value]) => [key, scalarOf(value)]));
}

function scalarOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text;
}

import { indexBy } from './group-by.ts';
import { lazy } from './lazy.ts';
import type { Unreadable } from './resource.ts';

/** One object, and the container that it is in. */
export interface Whereabouts {
  readonly physical?: string | undefined;
  readonly parent?: string | undefined;
}

/** What could not be read of a type, and may be about an object, in the order of the look. */
export type UnreadAbout = (type: string, where: Whereabouts) => readonly Unreadable[];

/** By what each is about: while a daemon reads everything for the first time, it can be thousands. */
export function indexUnreadable(unreadable: readonly Unreadable[]): UnreadAbout {
  const places = new Map(unreadable.map((one, place) => [one, place]));
  const index = lazy(() => indexBy(unreadable, keysOf));
  return (type, { physical, parent }) => {
    const keys = [keyOf(type, { physical }), keyOf(type, { parent }), type];
    const found = new Set(keys.flatMap((key) => index().get(key) ?? []));
    return [...found].toSorted((a, b) => places.get(a)! - places.get(b)!);
  };
}

function keysOf({ type, physical, parent }: Unreadable): string[] {
  const places = [{ physical }, { parent }].map((where) => keyOf(type, where)).filter((key) => key !== type);
  return places.length === 0 ? [type] : places;
}

function keyOf(type: string, { physical, parent }: Whereabouts): string {
  if (physical !== undefined) return `${type} = ${physical}`;
  return parent === undefined ? type : `${type} in ${parent}`;
}

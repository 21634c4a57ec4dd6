import { contents } from '../../core/fields.ts';
import { sameJson } from '../../core/json.ts';
import { intended, isMaking, isRemoval, type Change, type Diff } from '../../core/plan.ts';
import { shownDifferences } from '../../core/planning/judge.ts';
import { pathOf } from '../../core/problem.ts';
import type { Live, ResourceType } from '../../core/resource.ts';

/** A resource as it stands and as it will, each as data for people; nothing where it does not stand. */
export interface Sides {
  readonly live: object | undefined;
  readonly wanted: object | undefined;
  /** Fields of which only a secret differs, which both sides show alike. */
  readonly secrets: readonly string[];
}

interface About {
  readonly type: ResourceType | undefined;
  readonly live: Live | undefined;
  /** Where its fields stand in the manifest. */
  readonly at: string;
  /** Whether what the change says is to be seen; else both sides are as it stands. */
  readonly isShown: boolean;
}

/** What stands, and the same with the plan's differences put over it, so that this says no other thing than the plan does. */
export function sidesOf(change: Change, { type, live, at, isShown }: About): Sides {
  const would = intended(change);
  const standing = live === undefined || type === undefined ? [] : standingFields(change, type, live);
  if (!isShown) {
    const same = live === undefined ? undefined : treeOf(standing);
    return { live: same, wanted: same, secrets: [] };
  }
  if (isMaking(would)) return { live: undefined, wanted: treeOf(written(change.diffs, at)), secrets: [] };
  if (isRemoval(would)) {
    const gone = standing.length > 0 ? standing : change.diffs.map(({ path, live: value }) => [path, value] as const);
    return { live: treeOf(gone), wanted: undefined, secrets: [] };
  }
  const differing = change.diffs.filter(({ path }) => path !== at);
  const before = new Map(standing);
  const after = new Map(standing);
  for (const diff of differing) {
    put(before, relative(diff.path, at), diff.live);
    put(after, relative(diff.path, at), diff.wanted);
  }
  return {
    live: treeOf(before),
    wanted: treeOf(after),
    secrets: differing.filter(({ live: one, wanted }) => sameJson(one, wanted)).map(({ path }) => path),
  };
}

type Path = readonly [path: string, value: unknown];

function standingFields({ manifest }: Change, { fields }: ResourceType, { state }: Live): Path[] {
  return written(shownDifferences({ at: '', manifest }, contents(fields, state)), '');
}

function written(diffs: readonly Diff[], at: string): Path[] {
  return diffs.map(({ path, wanted }) => [relative(path, at), wanted] as const);
}

function relative(path: string, at: string): string {
  return path.startsWith(`${at}/`) ? path.slice(at.length) : path;
}

function put(fields: Map<string, unknown>, path: string, value: unknown): void {
  if (value === null || value === undefined) fields.delete(path);
  else fields.set(path, value);
}

/** `/healthCheck/path` as one within the other. */
function treeOf(fields: Iterable<Path>): object {
  const root = new Map<string, unknown>();
  for (const [path, value] of fields) {
    const segments = pathOf(path);
    const last = segments.pop()!;
    let inside = root;
    for (const segment of segments) {
      const next = inside.get(segment);
      if (next instanceof Map) inside = next;
      else {
        const made = new Map<string, unknown>();
        inside.set(segment, made);
        inside = made;
      }
    }
    inside.set(last, value);
  }
  return root;
}

import type { CycleResult } from '../../src/daemon/status.ts';

/** The same cycle as if everything in it stood many times over. */
export function multiplied(cycle: CycleResult, times: number): CycleResult {
  const copies = <Item>(items: readonly Item[], rename: (item: Item, suffix: string) => Item): Item[] =>
    Array.from({ length: times }, (_, index) => items.map((item) => rename(item, `-${index}`))).flat();
  const { plan, snapshot, objects, findings } = cycle;
  const many = {
    snapshot: {
      ...snapshot,
      live: copies(snapshot.live, (live, suffix) => ({
        ...(JSON.parse(renamed(live, suffix)) as typeof live),
      })),
    },
    plan: {
      ...plan,
      changes: copies(plan.changes, (change, suffix) => ({
        ...change,
        manifest: change.manifest + suffix,
        ...(change.live === undefined ? {} : { live: change.live + suffix }),
      })),
    },
  };
  return {
    ...cycle,
    ...many,
    known: { ...cycle.known, ...many },
    objects: copies(objects, (object, suffix) => ({ ...object, id: object.id + suffix, name: object.name + suffix })),
    findings: copies(findings, (finding, suffix) => ({
      ...finding,
      key: finding.key + suffix,
      id: finding.id + suffix,
      manifest: finding.manifest + suffix,
    })),
  };
}

/** Every ARN in it is another one. */
function renamed(value: unknown, suffix: string): string {
  return JSON.stringify(value).replaceAll(/"(arn:[^"]*)"/g, `"$1${suffix}"`);
}

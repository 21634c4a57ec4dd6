import { subjectOf } from '../aws/subject.ts';
import { isWrite, type Change } from '../core/plan.ts';
import type { Live, Wanted } from '../core/resource.ts';
import { refsOf } from '../core/value.ts';
import { resources } from '../resources/registry.ts';
import type { Cycle } from './cycle.ts';

/**
 * What the writes of a plan change and what they rely on, by what AWS calls the load balancer or target group: itself, its
 * container, what it refers to, and who uses what is to go.
 */
export function concernedBy({ plan, wanted, snapshot }: Cycle): ReadonlySet<string> {
  const writes = plan.changes.filter(isWrite);
  if (writes.length === 0) return new Set();
  const changes = new Map(plan.changes.map((change) => [change.id, change]));
  const asked = new Map(wanted.map((one) => [one.id, one]));
  const going = new Set(writes.flatMap(({ live }) => live ?? []));
  const users = snapshot.live.filter(({ uses }) => uses.some((one) => going.has(one)));
  const subjects = new Set(users.map(({ physical }) => subjectOf(physical)));
  for (const change of writes) {
    for (const physical of physicalsOf(change)) subjects.add(subjectOf(physical));
  }
  return subjects;

  function physicalsOf({ id, live }: Change): string[] {
    const one = asked.get(id);
    const needs = one === undefined ? [] : [...refsOf(one.state).map(({ $ref }) => $ref), one.parent ?? ''];
    return [live, ...needs.map((need) => changes.get(need)?.live)].flatMap((physical) => physical ?? []);
  }
}

/** What a manifest's resources are called in AWS: the names that it claims, and what stands of it. */
export function namesOf(
  manifests: ReadonlySet<string>,
  { plan, wanted }: Pick<Cycle, 'plan' | 'wanted'>,
): ReadonlySet<string> {
  if (manifests.size === 0) return new Set();
  const own = wanted.filter(({ manifest }) => manifests.has(manifest));
  const changes = new Map(plan.changes.map((change) => [change.id, change]));
  const referred = own.flatMap(({ state }) => refsOf(state).map(({ $ref }) => $ref));
  const asked = new Map(wanted.map((one) => [one.id, one]));
  const names = [...own, ...referred.flatMap((id) => asked.get(id) ?? [])].flatMap((one) => nameOf(one) ?? []);
  const stands = [
    ...plan.changes.filter(({ manifest }) => manifests.has(manifest)),
    ...referred.flatMap((id) => changes.get(id) ?? []),
  ].flatMap(({ live }) => (live === undefined ? [] : [subjectOf(live)]));
  return new Set([...names, ...stands]);
}

function nameOf({ type, state }: Wanted): string | undefined {
  return resources.get(type)?.nameOf?.(state);
}

/** What AWS is still at work on, or is ill. */
export function unsettledIn(live: readonly Live[]): readonly string[] {
  return live.flatMap(({ physical, status }) => (status?.ready === false ? [subjectOf(physical)] : []));
}

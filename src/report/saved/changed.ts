import { sameJson } from '../../core/json.ts';
import type { ChangeJson } from '../plan/json.ts';
import { clean, flow } from '../text/values.ts';
import { essence } from './fingerprint.ts';
import type { Planned, SavedPlan } from './saved-plan.ts';

type Marks = SavedPlan['manifests'];

/** Which manifests ask for something else than when a plan was made, a line each. Where a manifest stands says nothing. */
export function changedManifests(then: Marks, now: Marks): string[] {
  const ids = [...new Set([...Object.keys(then), ...Object.keys(now)])].sort();
  return ids.flatMap((id) => {
    const [before, after] = [then[id], now[id]];
    if (before === undefined) return [`${after!.place}: ${id} is new`];
    if (after === undefined) return [`${before.place}: ${id} is gone, or no longer valid`];
    return before.digest === after.digest ? [] : [`${after.place}: ${id} asks for something else`];
  });
}

/** What has to be done otherwise than when the plan was made, a line each, though the manifests are the same: AWS has changed. */
export function changedPlan(then: Planned, now: Planned): string[] {
  const [before, after] = [byId(then), byId(now)];
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  const lines = ids.flatMap((id) => {
    const own = changedChange(before.get(id), after.get(id));
    const [was, is] = [then.objects[id], now.objects[id]];
    if (own.length === 0 && was !== is) return [`${id}: it is ${is ?? 'another object'} now, and was ${was ?? 'none'}`];
    return own.map((line) => `${id}: ${line}`);
  });
  if (lines.length > 0 || sameJson(then.plan.steps, now.plan.steps)) return lines;
  return ['the same changes need other steps, or another order, since what uses them has changed'];
}

function byId({ plan }: Planned): ReadonlyMap<string, ChangeJson> {
  return new Map(plan.changes.map((change) => [change.id, change]));
}

function changedChange(then: ChangeJson | undefined, now: ChangeJson | undefined): string[] {
  if (then === undefined) return [`${doing(now!)} is new: ${valuesOf(now!)}`];
  if (now === undefined) return [`${doing(then)} was planned, and there is nothing to do about it now`];
  if (sameJson(essence(then), essence(now))) return [];
  if (doing(then) !== doing(now)) return [`${doing(then)} was planned, and it would be ${doing(now)} now`];
  const paths = [...new Set([...then.diffs, ...now.diffs].map(({ path }) => path))];
  const lines = paths.flatMap((path) => {
    const [before, after] = [then, now].map(({ diffs }) => diffs.find((diff) => diff.path === path));
    if (sameJson([before?.live, before?.wanted], [after?.live, after?.wanted])) return [];
    if (after === undefined) return [`${clean(path)} is as wanted now`];
    if (before === undefined) return [`${clean(path)} is ${flow(after.live)} now, and was as wanted`];
    if (sameJson(before.live, after.live)) return [`${clean(path)} would become ${flow(after.wanted)} now`];
    return [`${clean(path)} is ${flow(after.live)} now, and was ${flow(before.live)}`];
  });
  return lines.length > 0 ? lines : [`${doing(now)} for another reason`];
}

/** `update`, or `blocked (create)`. */
function doing({ action, would }: ChangeJson): string {
  return would === undefined ? action : `${action} (${would})`;
}

function valuesOf({ diffs }: ChangeJson): string {
  const [first, ...more] = diffs;
  if (first === undefined) return 'as a whole';
  return `${clean(first.path)}${more.length === 0 ? '' : ` and ${more.length} more`}`;
}

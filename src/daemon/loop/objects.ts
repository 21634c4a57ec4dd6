import type { Condition } from '../../core/conditions.ts';
import { diagnose } from '../../diagnosis/diagnose.ts';
import { noEvidence } from '../../diagnosis/evidence.ts';
import { factsOf } from '../../diagnosis/facts.ts';
import type { Cycle } from '../../engine/cycle.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { objectsOf, type ReportedObject } from '../../report/status/objects.ts';

/** Every manifest and how it is doing; a condition that says what it said before keeps its time. */
export function objectsSeen(
  { manifests, invalid, problems }: Loaded,
  { plan, snapshot, wanted }: Cycle,
  earlier: readonly ReportedObject[],
  now: number,
): ReportedObject[] {
  const findings = diagnose(factsOf({ snapshot, wanted, changes: plan.changes, now, evidence: noEvidence }));
  const before = new Map(earlier.map((object) => [object.id, object.conditions]));
  return objectsOf({ manifests, invalid, problems, plan, snapshot, now, findings }).map((object) => ({
    ...object,
    conditions: object.conditions.map((condition) => sinceBefore(condition, before.get(object.id))),
  }));
}

/** Whether AWS is still at work on any of it; what is ill is not on its way. */
export function isOnItsWay({ live, serving }: ReportedObject): boolean {
  const isMade = live.some(({ type, status }) => type !== 'target' && status?.ready === false && !status.failed);
  return isMade || serving?.health === 'pending';
}

function sinceBefore(condition: Condition, before: readonly Condition[] | undefined): Condition {
  const same = before?.find(({ type, status }) => type === condition.type && status === condition.status);
  return same === undefined ? condition : { ...condition, lastTransitionTime: same.lastTransitionTime };
}

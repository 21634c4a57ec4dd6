import { absencesIn } from '../core/absence.ts';
import { absenceKey, noAbsences } from '../core/missing.ts';
import type { Snapshot } from '../core/resource.ts';
import { AbsenceCheck, type ConfirmOptions, type Planned } from './absence-check.ts';

/**
 * Plans, asks AWS about all that the plan takes for absent, and plans again with what it learnt, until nothing new is in
 * question. Where nothing is missing, not a call more is made.
 */
export async function confirmed<Made extends Planned>(
  seen: Snapshot,
  planFor: (snapshot: Snapshot) => Made,
  options: ConfirmOptions,
): Promise<Made & { readonly snapshot: Snapshot }> {
  // As if all that is missing were gone: so that what builds on it is asked about in the same calls.
  let made = planFor(seen);
  let snapshot: Snapshot = { ...seen, absences: { ...noAbsences, at: options.now } };
  for (;;) {
    const { doubts, confirmed: known } = snapshot.absences ?? noAbsences;
    const rests = new Map(absencesIn(made.plan).map((absence) => [absenceKey(absence), absence]));
    const asked = [...rests].flatMap(([key, absence]) => (doubts.has(key) || known.has(key) ? [] : [absence]));
    if (asked.length === 0) return { ...made, snapshot };
    snapshot = await new AbsenceCheck(snapshot, made, options).about(asked);
    made = planFor(snapshot);
  }
}

import { subjectOf } from '../../../aws/subject.ts';
import type { ReportedObject } from '../../../report/status/objects.ts';
import type { CycleResult } from '../../status.ts';

/** When the part of a manifest's resources was read that was unread for longest; undefined where one was not read whole yet. */
export function readAtOf({ known, readAt }: CycleResult, { live }: ReportedObject): number | undefined {
  // The lists are read in every cycle, so that what is in none of them is known to be missing since then.
  let eldest = known.at;
  for (const { physical } of live) {
    const subject = subjectOf(physical);
    const remembered = readAt?.has(subject) ? readAt.get(subject) : known.at;
    const at = known.unseen.get(physical)?.seenAt ?? remembered;
    if (at === undefined) return undefined;
    eldest = Math.min(eldest, at);
  }
  return eldest;
}

import { driftOf } from '../../core/drift.ts';
import type { ResourceId } from '../../core/value.ts';
import { driftJson, type DriftJson } from '../../report/drift/json.ts';
import type { DriftLook, DriftReport } from '../../report/drift/report.ts';
import { awayNote } from './away-text.ts';
import type { CycleResult, DaemonStatus, Finding, PlaceStatus } from '../status.ts';

interface FoundJson {
  readonly folder: { readonly path: string; readonly revision?: string; readonly problems: unknown };
  readonly places: readonly {
    readonly place: string;
    readonly account: string;
    readonly region: string;
    readonly verdict: string;
    /** How many resources were not created yet. */
    readonly notCreated: number;
    readonly withheld: DriftJson['withheld'];
    /** That some of it is told as it was last seen, and why. */
    readonly away?: string;
    readonly findings: readonly Finding[];
  }[];
}

/** What a report has besides the time: it is written again where this is another. */
export function foundOf({ folder, places }: DaemonStatus): FoundJson {
  const { path, problems, revision } = folder;
  return {
    folder: { path, problems, ...(revision === undefined ? {} : { revision: revision.commit }) },
    places: looked(places).map(({ name, away, cycle: { plan, known, findings } }) => {
      const { verdict, notCreated } = driftOf(plan, problems.length);
      const { account, region } = plan;
      return {
        place: name,
        account,
        region,
        verdict,
        notCreated: notCreated.length,
        withheld: driftJson(known.plan).withheld,
        ...(away === undefined ? {} : { away: awayNote(away) }),
        findings,
      };
    }),
  };
}

/** The latest state as other programs read it. */
export function reportJson(status: DaemonStatus): object {
  return { version: 1, at: new Date(lastLook(status)).toISOString(), ...foundOf(status) };
}

/** The latest state as a page or a text is made from it. */
export function reportOf(status: DaemonStatus): DriftReport {
  const { folder, places } = status;
  return {
    at: lastLook(status),
    looks: looked(places).map(lookOf),
    problems: folder.problems,
    ...(folder.revision === undefined ? {} : { revision: folder.revision.commit }),
  };
}

function lookOf({ name: place, away, cycle: { plan: seen, known, findings } }: LookedPlace): DriftLook {
  const { plan } = known;
  const { drifted, unreadable } = driftOf(plan);
  const reported = new Set([...drifted, ...unreadable].map(({ id }) => id));
  const since = new Map<ResourceId, number>();
  for (const finding of findings.filter(({ id }) => reported.has(id))) {
    since.set(finding.id, Math.min(finding.since, since.get(finding.id) ?? Infinity));
  }
  const notes = away === undefined ? [] : [awayNote(away)];
  return { place, plan, since, unseen: driftOf(seen).unreadable, notes };
}

function lastLook({ startedAt, places }: DaemonStatus): number {
  return Math.max(startedAt, ...looked(places).map(({ cycle }) => cycle.endedAt));
}

type LookedPlace = PlaceStatus & { readonly cycle: CycleResult };

function looked(places: readonly PlaceStatus[]): LookedPlace[] {
  return places.flatMap((place) => (place.cycle === undefined ? [] : [{ ...place, cycle: place.cycle }]));
}

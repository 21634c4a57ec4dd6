import type { By } from '../core/author.ts';
import type { ReadReason } from '../aws/memory/reasons.ts';
import type { ErrorCode } from '../core/errors.ts';
import type { LastKnown } from '../core/last-known.ts';
import type { Plan, Cause } from '../core/plan.ts';
import type { Problem } from '../core/problem.ts';
import type { Snapshot, Wanted } from '../core/resource.ts';
import type { Outcome } from '../engine/outcome.ts';
import type { ReportedObject } from '../report/status/objects.ts';

/** All that the daemon knows at one moment. A new one takes its place; none is ever changed. */
export interface DaemonStatus {
  readonly startedAt: number;
  /** Standing by: another daemon holds the lease, and nothing is written. */
  readonly role: 'leading' | 'standing-by';
  /** Who holds the lease, or why it can't be held; absent where there is none. */
  readonly lease?: string;
  readonly folder: FolderStatus;
  readonly places: readonly PlaceStatus[];
}

/** What the manifests are. */
export interface FolderStatus {
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly readAt?: number;
  readonly manifests: number;
  readonly problems: readonly Problem[];
  readonly revision?: Revision;
  /** Why the last pull failed; the last good revision is kept. */
  readonly pullFailure?: string;
}

/** The commit of a git working tree. */
export interface Revision {
  readonly commit: string;
  readonly branch?: string;
  readonly subject?: string;
  /** Files differ from the commit. */
  readonly dirty: boolean;
}

/** One account and region, with a loop of its own. */
export interface PlaceStatus {
  /** `default`, or as evenkeel.yaml names it. */
  readonly name: string;
  readonly region: string;
  readonly phase: 'idle' | 'looking' | 'writing' | 'waiting';
  /** The last cycle that came to its end. */
  readonly cycle?: CycleResult;
  /** When a cycle last ended with everything read. */
  readonly lastSuccess?: number;
  /** When the next one begins by itself. */
  readonly next?: number;
  /** Why no cycle comes to its end, and since when. */
  readonly failure?: Failure;
  /** That AWS, or a part of it, can't be read. */
  readonly away?: Away;
  /** Where it hears of what happens in AWS. */
  readonly sources?: readonly SourceStatus[];
}

/** One way by which events come, with their counts since the start. */
export interface SourceStatus {
  readonly source: 'queue' | 'trail';
  readonly received: number;
  /** What we did ourselves. */
  readonly ours: number;
  /** Of no use here. */
  readonly ignored: number;
  /** What could not be understood. */
  readonly poison: number;
  /** When the latest happened of which an event told. */
  readonly lastAt?: number;
  /** Why none come, and since when. */
  readonly failure?: Omit<Failure, 'attempts'>;
}

/** What could not be read, since when, and what is told in its place. */
export interface Away {
  readonly since: number;
  /** Nothing at all could be read, for this kind of reason. */
  readonly failure?: ErrorCode;
  /** Types of AWS objects of which some could not be read. */
  readonly types: readonly string[];
  /** How many objects are told as they were last seen. */
  readonly unseen: number;
  /** When the eldest of these was last seen; absent where nothing has been seen yet. */
  readonly seenAt?: number;
  /** What AWS said, each thing once. */
  readonly why: readonly string[];
}

interface Failure {
  readonly message: string;
  readonly code: ErrorCode;
  readonly since: number;
  readonly attempts: number;
}

/** Why a cycle was run. */
export type Trigger = 'start' | 'interval' | 'folder' | 'signal' | 'request' | 'hook' | 'retry' | 'sweep' | 'event';

/** What one cycle saw and did. */
export interface CycleResult {
  readonly number: number;
  readonly trigger: Trigger;
  readonly startedAt: number;
  readonly endedAt: number;
  /** What this look came to: what was carried out of it, and what `evenkeel plan` and `drift` would say. */
  readonly plan: Plan;
  /** What it was planned for. */
  readonly wanted: readonly Wanted[];
  readonly snapshot: Snapshot;
  /** What is told: where something could not be read, it stands there as it was last seen. */
  readonly known: LastKnown;
  readonly objects: readonly ReportedObject[];
  readonly outcomes: readonly Outcome[];
  readonly findings: readonly Finding[];
  /** What was found earlier, be it put right since, of which an event reported only now who it was. */
  readonly explained?: readonly Finding[];
  readonly calls: Calls;
  /** What was read of AWS and what was remembered; absent where everything is read in every cycle. */
  readonly reading?: Reading;
  /**
   * When each load balancer and target group was last read whole, by ARN; undefined, where it was not yet. Absent where every
   * cycle reads everything.
   */
  readonly readAt?: ReadonlyMap<string, number | undefined>;
}

/** How a place that remembers what it read is looked at. */
export interface Reading {
  /** Reads since the start, by what for. */
  readonly reads: Readonly<Partial<Record<ReadReason, number>>>;
  /** When the load balancer or target group that was unread for longest was read; absent before all were. */
  readonly eldestAt?: number;
  /** How many of them were not read whole yet. */
  readonly unread: number;
  /** How long the last sweep over all of them took; absent before the first has ended. */
  readonly sweepMs?: number;
}

/** Requests to AWS, retries included; those that were throttled are among the others. */
export interface Calls {
  readonly reads: number;
  readonly writes: number;
  readonly throttled: number;
}

/** One thing that is not as it should be. */
export interface Finding {
  /** Stable over cycles: place, resource and path. */
  readonly key: string;
  readonly place: string;
  /** The resource, e.g. `listener-rule/default/web/80/api`. */
  readonly id: string;
  /** `LoadBalancer/default/web`. */
  readonly manifest: string;
  /** `file:line`, where the manifest says it. */
  readonly source?: string;
  /** The field's path in the manifest; absent where the whole resource is missing or one too many. */
  readonly path?: string;
  readonly live: unknown;
  readonly wanted: unknown;
  /** When it was first seen. */
  readonly since: number;
  readonly cause: Cause;
  /** Whether `evenkeel drift` counts it. */
  readonly drift: boolean;
  /** What is done about it. */
  readonly doing: 'correct' | 'report' | 'withhold' | 'blocked' | 'unreadable';
  /** Why nothing is done, where nothing is. */
  readonly reason?: string;
  /** Of drift: who changed it, or why nobody can say. */
  readonly by?: By;
}

/** Something that happened, worth a line. */
export interface DaemonEvent {
  /** Counts up from 1, so that a reader can go on where it left off. */
  readonly sequence: number;
  readonly at: number;
  readonly place: string;
  readonly kind:
    | 'drift-found'
    | 'drift-gone'
    | 'drift-explained'
    | 'changed'
    | 'failed'
    | 'withheld'
    | 'stalled'
    | 'recovered'
    | 'folder'
    | 'lease';
  readonly id?: string;
  readonly manifest?: string;
  readonly message: string;
}

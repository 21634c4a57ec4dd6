import type { Aws } from '../aws/ports.ts';
import type { Clock } from '../core/clock.ts';
import type { Difference } from '../core/fields.ts';
import type { Live, ResourceType, Status, Unreadable, Wanted } from '../core/resource.ts';
import type { Findable, Secret } from '../core/value.ts';

export type Tags = Readonly<Record<string, string>>;

/** What others may refer to, by name: `arn`, `id` … */
export type Outputs = Readonly<Record<string, string>>;

/** What observing may use, and what it is about. */
export interface ObserveContext {
  readonly aws: Aws;
  /** This installation. Only what carries its tag, or has a name that a manifest claims, is read in depth. */
  readonly owner: string;
  /** AWS names that manifests claim, by type. */
  readonly names: (type: string) => ReadonlySet<string>;
  /** Whether manifests look up something of that sort, so that it is worth a read. */
  readonly looksUp: (type: Findable) => boolean;
  /** What was observed of another type in this same cycle: containers are observed before their children. */
  readonly observed: (type: string) => readonly Live[];
  /** Why something of such an object, observed before, could not be read. */
  readonly unread: (type: string, physical: string) => Unreadable | undefined;
}

/** Absent is not unreadable: what could not be read is told apart, so that it never becomes a create or a prune. */
export interface Observed<State> {
  readonly live: readonly Live<State>[];
  readonly unreadable: readonly Unreadable[];
}

export interface ApplyContext {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly secret: (secret: Secret) => string;
  /** Once aborted nothing new is to be begun. */
  readonly signal?: AbortSignal | undefined;
}

/** What AWS called the new object. */
export interface Created {
  readonly physical: string;
  readonly outputs: Outputs;
}

export interface UpdateStep<State> {
  readonly live: Live<State>;
  /** Resolved. Fields that are not declared are absent; those to be reset are in `differences`. */
  readonly wanted: State;
  /** Those of this group only, with refs resolved. */
  readonly differences: readonly Difference[];
}

export interface CreateStep<State> {
  /** Resolved. */
  readonly wanted: State;
  /** Everything to be tagged: the user's and ours. */
  readonly tags: Tags;
  /** What the manifest says of its untagged children. */
  readonly content?: unknown;
}

/** What is written, each in as few calls as AWS allows. All of it may be repeated: a lost answer is just another observation. */
export interface Apply<State, Group extends string> {
  readonly create: (context: ApplyContext, step: CreateStep<State>) => Promise<Created>;
  readonly update: {
    readonly [G in Exclude<Group, 'replace' | 'tags'>]: (
      context: ApplyContext,
      step: UpdateStep<State>,
    ) => Promise<Outputs | void>;
  };
  /** Takes away what an update left attached beside what it added: for types that say what it `detaches`. */
  readonly detach?: (context: ApplyContext, step: UpdateStep<State>) => Promise<void>;
  readonly remove: (context: ApplyContext, live: Live<State>) => Promise<void>;
  /** For what has tags of its own. */
  readonly tag?: (context: ApplyContext, live: Live<State>, set: Tags, remove: readonly string[]) => Promise<void>;
  /** Siblings in one call: for types that are `batched`. */
  readonly createMany?: (context: ApplyContext, steps: readonly CreateStep<State>[]) => Promise<Created[]>;
  readonly removeMany?: (context: ApplyContext, live: readonly Live<State>[]) => Promise<void>;
  /** Done once for all siblings before any of them is touched, e.g. priorities in one batch: for types that are `arranged`. */
  readonly arrange?: (context: ApplyContext, arrangement: Arrangement<State>) => Promise<void>;
}

/** All that happens to one container's children of a type, for moves that only make sense together. */
export interface Arrangement<State> {
  readonly updated: readonly { readonly live: Live<State>; readonly wanted: State }[];
  readonly created: readonly State[];
  readonly doomed: readonly Live<State>[];
  /** Siblings that stay as they are. */
  readonly kept: readonly Live<State>[];
}

/** Something of ours that was seen elsewhere than in the list of its type. */
export interface TaggedObject {
  readonly physical: string;
  readonly manifest: string;
}

/** How one AWS object is doing, and no more. */
export interface Polled {
  readonly name: string;
  readonly status: Status;
}

/** What a container of members is waited for: that all of them have settled, or that any of them serves. */
export type Until = 'settled' | 'serving';

/** How one AWS object is read. */
export interface Reads<State> {
  /** Another type, besides its container, that must have been observed before it. */
  readonly observedAfter?: string;
  /** Only Services make such, so that it is looked for only where there may be some. */
  readonly ofServices?: true;
  readonly observe: (context: ObserveContext) => Promise<Observed<State>>;
  /** What the tagging API calls the type, where it knows it: of what a list has missed, its tags tell all the same. */
  readonly taggedAs?: string;
  /** What bears our tag, from another list than `observe` reads, for types that the tagging API does not know. */
  readonly listTagged?: (aws: Aws, owner: string) => Promise<readonly TaggedObject[]>;
  /** Those of them that stand, asked for by ARN or id. */
  readonly standing?: (aws: Aws, physicals: readonly string[]) => Promise<readonly string[]>;
  /** How those that are asked about are doing, for a fraction of observing them. Only for what takes its time to become ready. */
  readonly poll?: (aws: Aws, wanted: readonly Wanted<State>[], until?: Until) => Promise<readonly Polled[]>;
  /** It is ready as soon as it stands: only where members came or went is it waited for, until they have settled. */
  readonly awaits?: 'members';
}

/** One AWS object, whole: the pure type, and how it is read and written. */
export interface Resource<State = object, Group extends string = string> extends ResourceType<State>, Reads<State> {
  readonly apply: Apply<State, Group>;
}

import type { Absences } from './missing.ts';
import type { Inventory } from './inventory.ts';
import type { Fields, Undeclared } from './fields.ts';
import type { SourceLabel } from './source-label.ts';
import type { Findable, ResourceId } from './value.ts';

/** Where in the folder a resource was asked for. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What the manifest's annotations say about all of its resources. */
export interface Policy {
  readonly drift: 'correct' | 'warn' | 'ignore';
  readonly deletion: 'delete' | 'retain';
  readonly suspend: boolean;
  readonly adopt: boolean;
  /** Whether the last target of a target group may be deregistered. */
  readonly allowEmpty: boolean;
  /** Manifest paths that are neither compared nor written. */
  readonly ignoreFields: readonly string[];
}

/** One AWS object as a manifest asks for it. */
export interface Wanted<State = object> {
  readonly id: ResourceId;
  readonly type: string;
  /** `LoadBalancer/default/web-alb`. */
  readonly manifest: string;
  /** The resource that contains it and has authority over its siblings. */
  readonly parent?: ResourceId;
  /** Its own name among its siblings; for a root, `''`. */
  readonly key: string;
  /** Where its fields stand in the manifest: `/spec`, `/spec/listeners/80`. */
  readonly at: string;
  readonly state: State;
  /** What else is remembered as applied: the content of children that have no tags of their own. */
  readonly content?: unknown;
  /** Of all that is remembered; worked out on demand where it is absent. */
  readonly hash?: string;
  readonly policy: Policy;
  readonly source: Source;
  /** The label of the source that its manifest was found in, then those of others that have a say in it; remembered for a root. */
  readonly from?: readonly SourceLabel[];
  /** Why its look-up leads nowhere now. Unless that is certain, nothing beside it counts as one too many. */
  readonly notFound?: { readonly message: string; readonly isCertain: boolean };
  /** Of a target group: whether Services list all of its targets, or leave them to somebody in AWS. */
  readonly targets?: TargetsBy;
  /** A text by which a manifest asks for something that is done once: it is remembered, since AWS keeps it nowhere. */
  readonly asked?: string | undefined;
}

/** Who says what is registered in a target group: the manifests, or ECS and Auto Scaling in their name. */
export type TargetsBy = 'listed' | 'delegated';

/** What AWS said when a part of it could not be read. */
export interface Unreadable {
  readonly type: string;
  /** The one object (an ARN or id) that could not be read; absent: the whole list. */
  readonly physical?: string;
  /** The container whose children of this type could not be listed. */
  readonly parent?: string;
  /** Of a list, only what is not shown of it: what is, was read. */
  readonly rest?: true;
  /** Nobody has asked AWS yet: a look that reads a part at a time gets to it later. */
  readonly notYet?: true;
  readonly message: string;
}

/** One AWS object as it stands. */
export interface Live<State = object> {
  readonly type: string;
  /** Its ARN, or its id where it has none. */
  readonly physical: string;
  /** `physical` of its container. */
  readonly parent?: string;
  /** AWS's name for it, where names are unique, e.g. to find one that somebody else owns. */
  readonly name?: string;
  readonly state: State;
  readonly tags: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** `physical` of everything that it uses and that therefore can't be deleted before it. */
  readonly uses: readonly string[];
  readonly status?: Status;
  /** Milliseconds since the epoch, where AWS answers it. */
  readonly createdAt?: number;
}

/** How an AWS object is doing, apart from whether it is what was asked for. */
export interface Status {
  /** In service; what is not yet is worth waiting for. */
  readonly ready: boolean;
  /** AWS gave up on it, so that waiting won't help. */
  readonly failed?: true;
  /** In a word or two: `active`, `provisioning`, `2/2 healthy`. */
  readonly text: string;
  /** What to do where AWS gave up on it, if that is not to make it anew. */
  readonly remedy?: string;
  readonly targets?: readonly TargetHealth[];
  /** Of a target group: AWS says that load balancers lead to it of which nothing was read. */
  readonly usedByOthers?: true;
}

export interface TargetHealth {
  readonly id: string;
  readonly port?: number;
  readonly zone?: string;
  readonly state: string;
  readonly reason?: string;
  readonly description?: string;
}

/** Everything that one batched read of an account and region found. */
export interface Snapshot {
  readonly account: string;
  readonly region: string;
  readonly live: readonly Live[];
  readonly unreadable: readonly Unreadable[];
  readonly inventory: Inventory;
  /** What is known of what it does not show; absent: that is not there. */
  readonly absences?: Absences;
}

/** The pure part of an AWS object's folder: how it is compared, paired and checked. */
export interface ResourceType<State = object> {
  readonly name: string;
  /** The type that contains it. */
  readonly parent?: string;
  /** Where the manifest of its container keeps it: `listeners`, `rules`. */
  readonly segment?: string;
  readonly fields: Fields<State>;
  /** Which live sibling is which wanted one; what is left unpaired is created or deleted. Roots are paired by their tags. */
  pair?(wanted: readonly Wanted<State>[], live: readonly Live<State>[]): Map<ResourceId, Live<State>>;
  /** Whether a live sibling that nobody asks for stays all the same: AWS made it, and the manifest says nothing of it. */
  readonly spares?: (
    live: Live<State>,
    wanted: readonly Wanted<State>[],
    about: { readonly container: Live; readonly parent: Wanted; readonly inventory: Inventory },
  ) => boolean;
  /**
   * What a manifest asks for only by its silence need not be made in what stands already: then, what is to be told of what stands
   * in its place. Nothing where it is to be made.
   */
  readonly waives?: (
    wanted: Wanted<State>,
    about: { readonly container: Live; readonly siblings: readonly Live<State>[] },
  ) => readonly Undeclared[] | undefined;
  /** Of a membership, what a look-up would have found that asks for this member. */
  readonly foundAs?: (live: Live<State>) => { readonly type: Findable; readonly id: string } | undefined;
  /** Its id is what AWS keeps unique of it in its container: one that a list missed is found when it is made again. Not for containers. */
  readonly keyed?: true;
  /** To make one that stands already only writes the same over it, so that it needn't be certain that it is absent. */
  readonly repeatable?: true;
  /** One wanted for each object that a look-up found, where it may stand for several or for none. */
  readonly expand?: (wanted: Wanted<State>, inventory: Inventory) => readonly Wanted<State>[];
  /** It is no object of its own but something's place in its container: it is registered and deregistered. */
  readonly membership?: true;
  /** By group of fields, the outputs that an update of that group changes. */
  readonly changesOutputs?: Readonly<Record<string, readonly string[]>>;
  /** A type that must be in use before this one can be made on top of it. */
  readonly afterUsersOf?: string;
  /** The AWS name that it claims, unique in the region (or network): for foreign owners, adoption and replacement. */
  nameOf?(state: State): string;
  /** Longest AWS name, for the hashed name of a replacement. */
  readonly nameLimit?: number;
  /** What AWS would refuse, which only the inventory shows. The state may have parts that are known after apply. */
  check?(state: State, inventory: Inventory): string[];
  /** What AWS would refuse of a change to what stands, or of taking it away for a successor. */
  checkChange?(live: State, wanted: State, replace: boolean): string[];
  /** What AWS would accept and the user would regret. */
  warn?(state: State, inventory: Inventory): string[];
  /** Whether deleting the container deletes it too, so that no call is needed. */
  goesWithParent?(live: Live<State>): boolean;
  /** Siblings are made, and removed, in one call. */
  readonly batched?: true;
  /** Before any of them is made, written or removed, siblings are put in their places in one go, e.g. by their priorities. */
  readonly arranged?: true;
  /**
   * What an update replaces stays attached beside what it added, since others may still build on it: requests go on reaching
   * former target groups for a while, and what is registered there has to be served. A step of its own detaches it. Whoever
   * fills the groups does that when those who lead traffic have been updated; these, when the others have left.
   */
  readonly detaches?: {
    /** How the path of a difference ends that there is something to detach for. */
    readonly path: string;
    readonly leads?: true;
  };
  /** Has tags of its own in which we remember what we did; otherwise its container's are asked. */
  readonly taggable: boolean;
}

import type { Difference } from '../core/fields.ts';
import {
  asHeld,
  asUnfinished,
  inheritanceTags,
  isOurTag,
  isSourceTag,
  ownershipTags,
  ownTags,
} from '../core/ownership.ts';
import { heldIn, stuckManifests, type Change } from '../core/plan.ts';
import type { Live, ResourceType, Wanted } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';
import type { Tags } from '../resources/resource.ts';

/** Tags to set and to take away. */
export interface Retagging {
  readonly set: Tags;
  readonly remove: readonly string[];
}

interface Fit {
  /** Whether it stands as it is wanted already. */
  readonly inPlace: boolean;
  readonly tags: Tags;
}

/** What is remembered in tags of what a plan brings about. */
export class AppliedTags {
  readonly #owner: string;
  readonly #stuck: ReadonlySet<string>;
  /** By root, what stood in it when it was adopted and is yet to be agreed about. */
  readonly #held: ReadonlyMap<ResourceId, readonly string[]>;
  /** What must not be remembered too early: for it, or for something in it, drift is left alone. */
  readonly #lenient: ReadonlySet<ResourceId>;

  constructor(owner: string, wanted: Iterable<Wanted>, changes: readonly Change[]) {
    this.#owner = owner;
    this.#stuck = stuckManifests(changes);
    this.#held = heldIn(changes);
    const lenient = [...wanted].filter(({ policy }) => policy.drift !== 'correct');
    this.#lenient = new Set(lenient.flatMap(({ id, parent }) => (parent === undefined ? [id] : [id, parent])));
  }

  /** Our tags of something that is made. */
  ofNew(wanted: Wanted, type: ResourceType): Tags {
    return type.taggable ? this.#ours(wanted, type, { inPlace: false, tags: {} }) : {};
  }

  /** What an update does to tags, the user's among them; nothing where that is not worth a call. */
  ofUpdate(wanted: Wanted, type: ResourceType, live: Live, differences: readonly Difference[]): Retagging | undefined {
    if (!type.taggable) return undefined;
    const ours = this.#ours(wanted, type, { inPlace: differences.length === 0, tags: live.tags });
    const set: Record<string, string> = Object.fromEntries(
      Object.entries(ours).filter(([key, value]) => live.tags[key] !== value),
    );
    const remove = Object.keys(ownTags(live.tags)).filter((key) => !(key in ours));
    for (const { field, key, wanted: value } of differences) {
      if (field !== 'tags' || key === undefined) continue;
      if (typeof value === 'string') set[key] = value;
      else remove.push(key);
    }
    return [...Object.keys(set), ...remove].every(isSourceTag) ? undefined : { set, remove };
  }

  /**
   * A part that could not be made passes for drift once its manifest is remembered as applied. Where drift is left
   * alone it would then never be made: there, nothing is remembered until a look finds all of it in place.
   */
  #ours(wanted: Wanted, type: ResourceType, { inPlace, tags }: Fit): Tags {
    const ours = {
      ...ownershipTags(this.#owner, wanted, type.fields),
      ...inheritanceTags(this.#held.get(wanted.id) ?? []),
    };
    const isStuck = wanted.parent === undefined && this.#stuck.has(wanted.manifest);
    const isFinished = inPlace || !this.#lenient.has(wanted.id);
    if (isStuck) return asHeld(ours, tags);
    return isFinished ? ours : asUnfinished(ours);
  }
}

/** What makes us forget something that stays in AWS. */
export function forgetting({ tags }: Live): Retagging {
  return { set: {}, remove: Object.keys(tags).filter(isOurTag) };
}

import type { Clock } from '../core/clock.ts';
import { EvenkeelError } from '../core/errors.ts';
import type { Difference } from '../core/fields.ts';
import { digest } from '../core/json.ts';
import { hashedName } from '../core/naming.ts';
import {
  asHeld,
  asUnfinished,
  inheritanceTags,
  isOurTag,
  isSourceTag,
  ownershipTags,
  ownTags,
} from '../core/ownership.ts';
import { heldIn, isMaking, isRemoval, stuckManifests, type Change } from '../core/plan.ts';
import { withKept } from '../core/planning/inherited.ts';
import { groupOf, judge } from '../core/planning/judge.ts';
import { resolve, type Target } from '../core/resolve.ts';
import type { Live, Snapshot, Wanted } from '../core/resource.ts';
import { type Ref, type ResourceId, type Secret } from '../core/value.ts';
import type { Aws } from '../aws/ports.ts';
import type { ApplyContext, Created, CreateStep, Outputs, Resource, Tags } from '../resources/resource.ts';
import { isLeaving } from './leavings.ts';
import { requireServing } from './ready.ts';

export interface StepOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly owner: string;
  readonly wanted: readonly Wanted[];
  readonly snapshot: Snapshot;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly secret: (secret: Secret) => string;
  /** Once aborted nothing new is begun; the calls in flight are finished. */
  readonly signal?: AbortSignal | undefined;
}

type Named = { readonly name: string };

/** How each action is carried out. Knows what was made so far, so that refs to it lead somewhere. */
export class Steps {
  readonly #options: StepOptions;
  readonly #context: ApplyContext;
  readonly #wanted: ReadonlyMap<ResourceId, Wanted>;
  readonly #live: ReadonlyMap<string, Live>;
  readonly #outputs = new Map<ResourceId, Tags>();
  readonly #stuck: ReadonlySet<string>;
  /** By root, what stood in it when it was adopted and is yet to be agreed about. */
  readonly #held: ReadonlyMap<ResourceId, readonly string[]>;
  /** The names that successors were made by. */
  readonly #successors = new Map<ResourceId, string>();
  /** What must not be remembered too early: for it, or for something in it, drift is left alone. */
  readonly #lenient: ReadonlySet<ResourceId>;

  constructor(options: StepOptions, changes: readonly Change[]) {
    this.#options = options;
    this.#context = { aws: options.aws, clock: options.clock, secret: options.secret, signal: options.signal };
    this.#wanted = new Map(options.wanted.map((wanted) => [wanted.id, wanted]));
    this.#live = new Map(options.snapshot.live.map((live) => [live.physical, live]));
    this.#stuck = stuckManifests(changes);
    this.#held = heldIn(changes);
    const lenient = options.wanted.filter(({ policy }) => policy.drift !== 'correct');
    this.#lenient = new Set(lenient.flatMap(({ id, parent }) => (parent === undefined ? [id] : [id, parent])));
    for (const change of changes) {
      const live = this.#live.get(change.live ?? '');
      if (live !== undefined && !isRemoval(change.action)) this.#outputs.set(change.id, live.outputs);
    }
  }

  resourceOf({ type }: Pick<Change, 'type'>): Resource {
    const resource = this.#options.resources.get(type);
    if (resource === undefined) throw new Error(`no resource type is called ${type}`);
    return resource;
  }

  /** Makes several siblings, in one call where AWS has one. */
  async create(changes: readonly Change[]): Promise<void> {
    const { apply } = this.resourceOf(changes[0]!);
    const steps = changes.map((change) => this.#createStep(change));
    if (apply.createMany === undefined || changes.length === 1) {
      for (const [index, step] of steps.entries()) this.#keep(changes[index]!, await apply.create(this.#context, step));
      return;
    }
    const made = await apply.createMany(this.#context, steps);
    for (const [index, created] of made.entries()) this.#keep(changes[index]!, created);
  }

  async update(change: Change): Promise<void> {
    if (change.groups.includes('forget')) return this.#forget(change);
    const resource = this.resourceOf(change);
    const live = this.#liveOf(change);
    const { differences, state } = judge(resource, this.#asPlanned(change), live);
    const updaters = resource.apply.update as Record<
      string,
      (
        context: ApplyContext,
        step: { live: Live; wanted: object; differences: readonly Difference[] },
      ) => Promise<Outputs | void>
    >;
    for (const [group, updater] of Object.entries(updaters)) {
      const own = differences.filter((difference) => groupOf(resource, difference.field, live) === group);
      if (own.length === 0) continue;
      const renewed = await updater(this.#context, { live, wanted: state, differences: own });
      if (renewed) this.#outputs.set(change.id, { ...this.#outputs.get(change.id), ...renewed });
    }
    // Last, so that what was only half written is not remembered as applied.
    if (!isLeaving(change, resource)) await this.#tag(change, resource, live, differences);
  }

  /** Ends an update with what could only be taken away once others had moved over. */
  async leave(change: Change): Promise<void> {
    const resource = this.resourceOf(change);
    const live = this.#liveOf(change);
    const { differences, state } = judge(resource, this.#asPlanned(change), live);
    await resource.apply.leave?.run(this.#context, { live, wanted: state, differences });
    await this.#tag(change, resource, live, differences);
  }

  /** Make before break: the successor stands under another name until its predecessor is retired. */
  async replace(change: Change): Promise<void> {
    const resource = this.resourceOf(change);
    const live = this.#liveOf(change);
    const step = this.#createStep(change);
    const { name } = step.wanted as Named;
    const successor =
      live.name === name && resource.nameLimit !== undefined
        ? hashedName(name, digest([step.wanted, live.physical]), resource.nameLimit)
        : name;
    this.#keep(
      change,
      await resource.apply.create(this.#context, { ...step, wanted: { ...step.wanted, name: successor } }),
    );
    this.#successors.set(change.id, successor);
  }

  /** Takes the predecessor away once the successor does its work: until then requests have nowhere else to go. */
  async retire(change: Change): Promise<void> {
    const wanted = this.#resolved(change.id);
    const state = { ...wanted.state, name: this.#successors.get(change.id) };
    await requireServing(this.resourceOf(change), this.#options.aws, { ...wanted, state });
    await this.remove([change]);
  }

  /** Deletes what a change names: an extra or pruned resource, or the predecessor of a replaced one. */
  async remove(changes: readonly Change[]): Promise<void> {
    const { apply } = this.resourceOf(changes[0]!);
    const lives = changes.map((change) => this.#liveOf(change));
    if (apply.removeMany !== undefined && lives.length > 1) return apply.removeMany(this.#context, lives);
    for (const live of lives) await apply.remove(this.#context, live);
  }

  /** Deletes what no change names: what a replaced resource holds others with. */
  async take(lives: readonly Live[]): Promise<void> {
    for (const live of lives) await this.resourceOf(live).apply.remove(this.#context, live);
  }

  /** Puts siblings where they will be, in one go, before any of them is made or written. */
  async arrange(changes: readonly Change[]): Promise<void> {
    const { apply, name: type } = this.resourceOf(changes[0]!);
    const ofAction = (is: (action: Change['action']) => boolean): Change[] =>
      changes.filter(({ action }) => is(action));
    const touched = new Set(changes.map((change) => change.live));
    const container = changes
      .map((change) => this.#live.get(change.live ?? '')?.parent)
      .find((parent) => parent !== undefined);
    if (container === undefined) return;
    await apply.arrange?.(this.#context, {
      updated: ofAction((action) => action === 'update').map((change) => ({
        live: this.#liveOf(change),
        wanted: this.#minded(change),
      })),
      created: ofAction(isMaking).map((change) => this.#resolved(change.id).state),
      doomed: ofAction(isRemoval).map((change) => this.#liveOf(change)),
      kept: this.#options.snapshot.live.filter(
        (live) => live.type === type && live.parent === container && !touched.has(live.physical),
      ),
    });
  }

  /** What will stand after an update: fields that are to be left alone stay as they are. */
  #minded(change: Change): object {
    const live = this.#liveOf(change);
    const wanted = this.#asPlanned(change);
    const differing = new Set(judge(this.resourceOf(change), wanted, live).differences.map(({ field }) => field));
    const kept = Object.entries(live.state).filter(([field]) => !differing.has(field));
    return { ...wanted.state, ...Object.fromEntries(kept) };
  }

  #createStep(change: Change): CreateStep<object> {
    const resource = this.resourceOf(change);
    const wanted = this.#wanted.get(change.id)!;
    const { state } = this.#resolved(change.id);
    const tags = 'tags' in state ? (state.tags as Tags) : {};
    const ours = resource.taggable ? this.#memory(wanted, resource, { inPlace: false, tags: {} }) : {};
    return { wanted: state, tags: { ...tags, ...ours }, content: wanted.content };
  }

  /**
   * A part that could not be made passes for drift once its manifest is remembered as applied. Where drift is left
   * alone it would then never be made: there, nothing is remembered until a look finds all of it in place.
   */
  #memory(wanted: Wanted, resource: Resource, { inPlace, tags }: { inPlace: boolean; tags: Tags }): Tags {
    const ours = {
      ...ownershipTags(this.#options.owner, wanted, resource.fields),
      ...inheritanceTags(this.#held.get(wanted.id) ?? []),
    };
    const isStuck = wanted.parent === undefined && this.#stuck.has(wanted.manifest);
    const isFinished = inPlace || !this.#lenient.has(wanted.id);
    if (isStuck) return asHeld(ours, tags);
    return isFinished ? ours : asUnfinished(ours);
  }

  async #tag(change: Change, resource: Resource, live: Live, differences: readonly Difference[]): Promise<void> {
    if (!resource.taggable) return;
    const ours = this.#memory(this.#wanted.get(change.id)!, resource, {
      inPlace: differences.length === 0,
      tags: live.tags,
    });
    const set: Record<string, string> = Object.fromEntries(
      Object.entries(ours).filter(([key, value]) => live.tags[key] !== value),
    );
    const remove = Object.keys(ownTags(live.tags)).filter((key) => !(key in ours));
    for (const { field, key, wanted } of differences) {
      if (field !== 'tags' || key === undefined) continue;
      if (typeof wanted === 'string') set[key] = wanted;
      else remove.push(key);
    }
    if ([...Object.keys(set), ...remove].every(isSourceTag)) return;
    await resource.apply.tag?.(this.#context, live, set, remove);
  }

  async #forget(change: Change): Promise<void> {
    const live = this.#liveOf(change);
    const remove = Object.keys(live.tags).filter(isOurTag);
    await this.resourceOf(change).apply.tag?.(this.#context, live, {}, remove);
  }

  /** What is wanted of what stands, with what is to be left as it stands. */
  #asPlanned(change: Change): Wanted {
    return withKept(this.#resolved(change.id), this.#liveOf(change), change);
  }

  #keep(change: Change, created: Created): void {
    this.#outputs.set(change.id, created.outputs);
  }

  #liveOf(change: Change): Live {
    const live = this.#live.get(change.live ?? '');
    if (live === undefined) throw new Error(`${change.id} names nothing that was observed`);
    return live;
  }

  #resolved(id: ResourceId): Wanted {
    const wanted = this.#wanted.get(id);
    if (wanted === undefined) throw new Error(`${id} is not wanted`);
    const { inventory } = this.#options.snapshot;
    const { state, problems, unreadable } = resolve(wanted.state, (ref) => this.#target(ref), inventory);
    const message = [...unreadable, ...problems].join('; ');
    if (message !== '') throw new EvenkeelError({ code: 'ref-unresolved', retry: 'replan', subject: id, message });
    return { ...wanted, state };
  }

  #target(ref: Ref): Target {
    const value = this.#outputs.get(ref.$ref)?.[ref.output];
    if (value !== undefined) return { value };
    return { problem: `${ref.$ref} was not made` };
  }
}

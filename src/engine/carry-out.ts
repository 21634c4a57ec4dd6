import type { Clock } from '../core/clock.ts';
import type { Difference } from '../core/fields.ts';
import { digest } from '../core/json.ts';
import { hashedName } from '../core/naming.ts';
import { isMaking, isRemoval, type Change } from '../core/plan.ts';
import { groupOf, judge, type Judgement } from '../core/planning/judge.ts';
import type { Live, Wanted } from '../core/resource.ts';
import type { StepContext } from '../core/steps/step-context.ts';
import type { Step } from '../core/steps/step.ts';
import type { ResourceId, Secret } from '../core/value.ts';
import type { Aws } from '../aws/ports.ts';
import type { ApplyContext, Created, CreateStep, Outputs, Resource, Tags, UpdateStep } from '../resources/resource.ts';
import { forgetting, AppliedTags, type Retagging } from './applied-tags.ts';
import { requireServing } from './ready.ts';
import { RefsAtWork } from './refs-at-work.ts';

export interface CarryOutOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly owner: string;
  /** All of the plan: what is not written stands and may be referred to. */
  readonly changes: readonly Change[];
  readonly stepContext: StepContext;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly secret: (secret: Secret) => string;
  readonly signal?: AbortSignal | undefined;
}

type Named = { readonly name: string };

type Updaters = Readonly<Record<string, (context: ApplyContext, step: UpdateStep<object>) => Promise<Outputs | void>>>;

/** How each step is carried out. Knows what was made so far, so that refs to it lead somewhere. */
export class CarryingOut {
  readonly #options: CarryOutOptions;
  readonly #context: ApplyContext;
  readonly #changes: ReadonlyMap<ResourceId, Change>;
  readonly #refs: RefsAtWork;
  readonly #appliedTags: AppliedTags;
  /** Updates that a later step ends. */
  readonly #unended: ReadonlySet<ResourceId>;
  /** The names that successors were made by. */
  readonly #successors = new Map<ResourceId, string>();

  constructor(options: CarryOutOptions, steps: readonly Step[]) {
    const { aws, clock, secret, signal, changes, stepContext, owner } = options;
    this.#options = options;
    this.#context = { aws, clock, secret, signal };
    this.#changes = new Map(changes.map((change) => [change.id, change]));
    this.#refs = new RefsAtWork(stepContext, changes);
    this.#appliedTags = new AppliedTags(owner, stepContext.wanted.values(), changes);
    this.#unended = new Set(steps.filter(({ kind }) => kind === 'detach').flatMap((step) => step.changes));
  }

  async carryOut(step: Step): Promise<void> {
    const changes = step.changes.map((id) => this.#changes.get(id)!);
    const [first] = changes as [Change];
    switch (step.kind) {
      case 'create':
      case 'register':
        return this.#create(changes);
      case 'update':
        return this.#update(first);
      case 'replace':
        return this.#replace(first);
      case 'delete':
      case 'deregister':
        return this.#remove(changes.filter((change) => !change.implied));
      case 'arrange':
        return this.#arrange(changes);
      case 'gather':
        return;
      case 'detach':
        return this.#detach(first);
      case 'empty':
        return this.#empty(step.takes ?? []);
      case 'retire':
        return this.#retire(first);
    }
  }

  /** Makes several siblings, in one call where AWS has one. */
  async #create(changes: readonly Change[]): Promise<void> {
    const { apply } = this.#resourceOf(changes[0]!);
    const steps = changes.map((change) => this.#createStep(change));
    if (apply.createMany === undefined || changes.length === 1) {
      for (const [index, step] of steps.entries()) {
        this.#made(changes[index]!, await apply.create(this.#context, step));
      }
      return;
    }
    const made = await apply.createMany(this.#context, steps);
    for (const [index, created] of made.entries()) this.#made(changes[index]!, created);
  }

  async #update(change: Change): Promise<void> {
    const live = this.#refs.liveOf(change);
    if (change.groups.includes('forget')) return this.#retag(change, live, forgetting(live));
    const resource = this.#resourceOf(change);
    const { differences, state } = this.#judged(change);
    for (const [group, updater] of Object.entries(resource.apply.update as Updaters)) {
      const own = differences.filter((difference) => groupOf(resource, difference.field, live) === group);
      if (own.length === 0) continue;
      const renewed = await updater(this.#context, { live, wanted: state, differences: own });
      if (renewed) this.#refs.renewed(change.id, renewed);
    }
    // Last, so that what was only half written is not remembered as applied.
    if (!this.#unended.has(change.id)) await this.#remember(change, differences);
  }

  /** Ends an update with what could only be taken away once others had moved over. */
  async #detach(change: Change): Promise<void> {
    const { apply } = this.#resourceOf(change);
    const { differences, state } = this.#judged(change);
    await apply.detach?.(this.#context, { live: this.#refs.liveOf(change), wanted: state, differences });
    await this.#remember(change, differences);
  }

  /** Make before break: the successor stands under another name until its predecessor is retired. */
  async #replace(change: Change): Promise<void> {
    const resource = this.#resourceOf(change);
    const live = this.#refs.liveOf(change);
    const step = this.#createStep(change);
    const { name } = step.wanted as Named;
    const successor =
      live.name === name && resource.nameLimit !== undefined
        ? hashedName(name, digest([step.wanted, live.physical]), resource.nameLimit)
        : name;
    const wanted = { ...step.wanted, name: successor };
    this.#made(change, await resource.apply.create(this.#context, { ...step, wanted }));
    this.#successors.set(change.id, successor);
  }

  /** Takes the predecessor away once the successor does its work: until then requests have nowhere else to go. */
  async #retire(change: Change): Promise<void> {
    const wanted = this.#refs.wantedOf(change);
    const state = { ...wanted.state, name: this.#successors.get(change.id) };
    await requireServing(this.#resourceOf(change), this.#options.aws, { ...wanted, state });
    await this.#remove([change]);
  }

  /** Deletes what changes name: extra or pruned resources, or the predecessor of a replaced one. */
  async #remove(changes: readonly Change[]): Promise<void> {
    const [first] = changes;
    // AWS deletes all of it along with what contains it.
    if (first === undefined) return;
    const { apply } = this.#resourceOf(first);
    const lives = changes.map((change) => this.#refs.liveOf(change));
    if (apply.removeMany !== undefined && lives.length > 1) return apply.removeMany(this.#context, lives);
    for (const live of lives) await apply.remove(this.#context, live);
  }

  /** Deletes what no change names: what a replaced resource holds others with. */
  async #empty(physicals: readonly string[]): Promise<void> {
    for (const physical of physicals) {
      const live = this.#options.stepContext.standing.byPhysical.get(physical)!;
      await this.#resourceOf(live).apply.remove(this.#context, live);
    }
  }

  /** Puts siblings where they will be, in one go, before any of them is made or written. */
  async #arrange(changes: readonly Change[]): Promise<void> {
    const { apply, name: type } = this.#resourceOf(changes[0]!);
    const { standing } = this.#options.stepContext;
    const ofAction = (is: (action: Change['action']) => boolean): Change[] =>
      changes.filter(({ action }) => is(action));
    const touched = new Set(changes.map((change) => change.live));
    const container = changes
      .map((change) => standing.byPhysical.get(change.live ?? '')?.parent)
      .find((parent) => parent !== undefined);
    if (container === undefined) return;
    await apply.arrange?.(this.#context, {
      updated: ofAction((action) => action === 'update').map((change) => ({
        live: this.#refs.liveOf(change),
        wanted: this.#toStand(change),
      })),
      created: ofAction(isMaking).map((change) => this.#refs.wantedOf(change).state),
      doomed: ofAction(isRemoval).map((change) => this.#refs.liveOf(change)),
      kept: standing.children(container, type).filter((live) => !touched.has(live.physical)),
    });
  }

  /** What will stand after an update: fields that are to be left alone stay as they are. */
  #toStand(change: Change): object {
    const { state } = this.#refs.liveOf(change);
    const differing = new Set(this.#judged(change).differences.map(({ field }) => field));
    const kept = Object.entries(state).filter(([field]) => !differing.has(field));
    return { ...this.#refs.plannedOf(change).state, ...Object.fromEntries(kept) };
  }

  #judged(change: Change): Judgement {
    return judge(this.#resourceOf(change), this.#refs.plannedOf(change), this.#refs.liveOf(change));
  }

  #createStep(change: Change): CreateStep<object> {
    const { state, ...wanted } = this.#refs.wantedOf(change);
    const tags = 'tags' in state ? (state.tags as Tags) : {};
    const ours = this.#appliedTags.ofNew(this.#asked(change), this.#resourceOf(change));
    return { wanted: state, tags: { ...tags, ...ours }, content: wanted.content };
  }

  async #remember(change: Change, differences: readonly Difference[]): Promise<void> {
    const live = this.#refs.liveOf(change);
    const retagging = this.#appliedTags.ofUpdate(this.#asked(change), this.#resourceOf(change), live, differences);
    if (retagging !== undefined) await this.#retag(change, live, retagging);
  }

  async #retag(change: Change, live: Live, { set, remove }: Retagging): Promise<void> {
    await this.#resourceOf(change).apply.tag?.(this.#context, live, set, remove);
  }

  /** As the manifest says it, with its refs: that is what is remembered. */
  #asked({ id }: Change): Wanted {
    return this.#options.stepContext.wanted.get(id)!;
  }

  #made({ id }: Change, { outputs }: Created): void {
    this.#refs.made(id, outputs);
  }

  #resourceOf({ type }: Pick<Change, 'type'>): Resource {
    const resource = this.#options.resources.get(type);
    if (resource === undefined) throw new Error(`no resource type is called ${type}`);
    return resource;
  }
}

import pLimit from 'p-limit';
import { asEvenkeelError } from '../core/errors.ts';
import { isWrite, type Change, type Plan } from '../core/plan.ts';
import type { Live, Wanted } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';
import { nodesOf, type Node } from './nodes.ts';
import { aboutFields } from './fields-of.ts';
import type { Outcome, Progress } from './outcome.ts';
import { Steps, type StepOptions } from './steps.ts';
import { withPatience } from './patience.ts';

export interface ExecuteOptions extends StepOptions {
  /** How long to go on trying what AWS says will be possible soon. */
  readonly patienceMs: number;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Changes at work at once; the token buckets pace the calls themselves. */
const concurrency = 24;

/**
 * Carries out a plan: dependencies first, independent work in parallel. A failure skips what depends on it and nobody
 * else.
 */
export async function execute(plan: Plan, options: ExecuteOptions): Promise<Outcome[]> {
  return new Run(plan, options).all();
}

/** Steps of a change that are not told of by themselves. */
const isStepBetween: ReadonlySet<Node['kind']> = new Set(['arrange', 'empty', 'leave']);

class Run {
  readonly #options: ExecuteOptions;
  readonly #steps: Steps;
  readonly #nodes: Map<string, Node>;
  readonly #changes: readonly Change[];
  /** For what is done in several steps, the node of the last one. */
  readonly #ends: ReadonlyMap<ResourceId, string>;
  readonly #outcomes = new Map<ResourceId, Outcome>();
  readonly #done = new Map<string, 'done' | 'failed'>();
  readonly #started = new Set<string>();
  /** Creations that a quota stopped once: they come again when the deletions have made room. */
  readonly #deferred = new Set<string>();
  readonly #limit = pLimit(concurrency);

  constructor(plan: Plan, options: ExecuteOptions) {
    const changes = plan.changes.filter(isWrite);
    this.#changes = changes;
    this.#options = options;
    this.#steps = new Steps(options, plan.changes);
    const wanted = new Map(options.wanted.map((one) => [one.id, one]));
    const live = new Map(options.snapshot.live.map((one) => [one.physical, one]));
    const parentOf = containers(changes, wanted, live);
    const nodes = nodesOf(changes, options.resources, live, parentOf);
    this.#nodes = new Map(nodes.map((node) => [node.name, node]));
    const ends = nodes.filter(({ kind }) => kind === 'retire' || kind === 'leave');
    this.#ends = new Map(ends.map(({ name, changes: [change] }) => [change!.id, name]));
  }

  async all(): Promise<Outcome[]> {
    await this.#advance();
    return this.#changes.map((change) => this.#outcomes.get(change.id) ?? { change, status: 'interrupted' });
  }

  /** Starts everything that can start, and goes on from each that ends. */
  async #advance(): Promise<void> {
    const ready = [...this.#nodes.values()].filter((node) => !this.#started.has(node.name) && this.#isReady(node));
    await Promise.all(
      ready.map(async (node) => {
        this.#started.add(node.name);
        await this.#limit(() => this.#run(node));
        await this.#advance();
      }),
    );
  }

  #isReady(node: Node): boolean {
    return [...node.needs].every((need) => this.#done.has(need) || !this.#nodes.has(need));
  }

  async #run(node: Node): Promise<void> {
    if (this.#options.signal?.aborted) {
      return this.#finish(node, 'failed', (change) => ({ change, status: 'interrupted' }));
    }
    const failed = [...node.needs].find((need) => this.#done.get(need) === 'failed');
    if (failed !== undefined) {
      const because = this.#nodes.get(failed)?.changes[0]?.id ?? failed;
      return this.#finish(node, 'failed', (change) => ({ change, status: 'skipped', because }));
    }
    if (!isStepBetween.has(node.kind)) for (const change of node.changes) this.#tell({ kind: 'started', change });
    try {
      await withPatience(() => node.run(this.#steps), this.#patience(node));
      this.#finish(node, 'done', (change) => ({ change, status: 'done' }));
    } catch (thrown) {
      this.#fail(node, thrown);
    }
  }

  #patience(node: Node): Parameters<typeof withPatience>[1] {
    const { clock, patienceMs, signal } = this.#options;
    const change = node.changes[0]!;
    const since = clock.now();
    return {
      clock,
      patienceMs,
      signal,
      onWait: (error) => this.#tell({ kind: 'waiting', change, since, error }),
    };
  }

  #fail(node: Node, thrown: unknown): void {
    const first = node.changes[0]!;
    if (asEvenkeelError(thrown).code === 'quota' && this.#freeFirst(node)) return;
    this.#finish(node, 'failed', (change) =>
      change.implied && !first.implied
        ? { change, status: 'skipped', because: first.id }
        : { change, status: 'failed', error: aboutFields(asEvenkeelError(thrown, change.id), change) },
    );
  }

  /** At a quota, making before breaking is impossible: what is to go anyway goes first, then it is tried once more. */
  #freeFirst(node: Node): boolean {
    if (this.#deferred.has(node.name) || node.kind !== 'make') return false;
    const type = node.changes[0]!.type;
    const room = [...this.#nodes.values()].filter(
      (other) =>
        other.kind === 'delete' &&
        other.changes[0]!.type === type &&
        this.#done.get(other.name) !== 'failed' &&
        ![...other.needs].some((need) => need !== node.name && this.#waitsFor(need, node)),
    );
    if (room.length === 0) return false;
    this.#deferred.add(node.name);
    this.#started.delete(node.name);
    for (const other of room) {
      other.needs.delete(node.name);
      node.needs.add(other.name);
    }
    return true;
  }

  #waitsFor(name: string, node: Node): boolean {
    const needs = this.#nodes.get(name)?.needs ?? [];
    return name === node.name || [...needs].some((need) => this.#waitsFor(need, node));
  }

  #finish(node: Node, result: 'done' | 'failed', outcomeOf: (change: Change) => Outcome): void {
    this.#done.set(node.name, result);
    if (node.kind === 'arrange' && result === 'done') return;
    for (const change of node.changes) {
      const outcome = outcomeOf(change);
      if (this.#isSettled(change, node, outcome)) continue;
      this.#outcomes.set(change.id, outcome);
      this.#tell({ kind: 'finished', outcome });
    }
  }

  /** What takes several steps is done only with the last; the first thing that went wrong is what is told. */
  #isSettled(change: Change, node: Node, outcome: Outcome): boolean {
    const earlier = this.#outcomes.get(change.id);
    if (earlier !== undefined && earlier.status !== 'done') return true;
    return outcome.status === 'done' && (this.#ends.get(change.id) ?? node.name) !== node.name;
  }

  #tell(progress: Progress): void {
    this.#options.onProgress?.(progress);
  }
}

/** The container of a change: as a wanted one names it, else as its own change or a sibling's manifest does. */
function containers(
  changes: readonly Change[],
  wanted: ReadonlyMap<ResourceId, Wanted>,
  live: ReadonlyMap<string, Live>,
): (change: Change) => string | undefined {
  const physicalOf = (change: Change): string | undefined => live.get(change.live ?? '')?.parent;
  const names = new Map<string, string>();
  for (const change of changes) {
    const physical = physicalOf(change);
    const parent = wanted.get(change.id)?.parent;
    if (physical !== undefined && parent !== undefined) names.set(physical, parent);
  }
  for (const change of changes) if (change.live !== undefined) names.set(change.live, change.id);
  return (change) => {
    const physical = physicalOf(change);
    return wanted.get(change.id)?.parent ?? (physical === undefined ? undefined : (names.get(physical) ?? physical));
  };
}

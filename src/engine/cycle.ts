import { untilSecondLook } from '../core/absence.ts';
import { noAbsences } from '../core/missing.ts';
import type { Clock } from '../core/clock.ts';
import { HALF } from '../core/guards/deregister-limit.ts';
import type { Known } from '../core/known.ts';
import type { Plan } from '../core/plan.ts';
import type { PlanInput, PruneScope } from '../core/planning/input.ts';
import { plan } from '../core/planning/make-plan.ts';
import type { Snapshot, Wanted } from '../core/resource.ts';
import type { Step } from '../core/steps/step.ts';
import { stepContextOf } from '../core/steps/step-context.ts';
import { stepsOf } from '../core/steps/steps-of.ts';
import type { ResourceId } from '../core/value.ts';
import type { Aws } from '../aws/ports.ts';
import { resources } from '../resources/registry.ts';
import { confirmed } from './confirm.ts';
import type { Earlier } from './earlier.ts';
import type { Loaded } from './loaded.ts';
import { observe } from './observe.ts';

export interface CycleOptions {
  readonly aws: Aws;
  /** For how long something has been missing. */
  readonly clock: Clock;
  readonly owner: string;
  readonly loaded: Loaded;
  /** The manifests (`Kind/namespace/name`) that may be changed; all, if absent. */
  readonly selected?: ((manifest: string) => boolean) | undefined;
  /** What earlier looks saw. */
  readonly known?: Known | undefined;
  /** What may go of what stood in adopted resources; nothing, if absent. */
  readonly agreed?: PlanInput['agreed'];
  /** What may be pruned at all; everything, if absent. */
  readonly pruning?: PruneScope;
  /** The look before this one. */
  readonly earlier?: Earlier | undefined;
  /** The largest part of a group's targets, from 0 to 1, that may leave at once because they are no longer found. */
  readonly deregisterShare?: number | undefined;
}

/** What makes a look into a plan. */
export type PlanOptions = Omit<CycleOptions, 'aws' | 'clock'>;

/** What one look at AWS gave, and what it means for the folder. */
export interface Cycle {
  /** What the plan is about: look-ups of many stand for each that was found. */
  readonly wanted: readonly Wanted[];
  readonly snapshot: Snapshot;
  readonly plan: Plan;
}

/** Looks at AWS once and plans; what is missing is asked for in other ways before it is believed to be. */
export async function look({ aws, clock, ...options }: CycleOptions): Promise<Cycle> {
  const { owner, loaded, earlier } = options;
  const snapshot = await observe({ aws, owner, wanted: loaded.wanted, resources });
  return confirmed(snapshot, (seen) => planned(options, seen), { aws, owner, resources, earlier, now: clock.now() });
}

/** At most this many looks at what is in doubt: against head-of-line blocking by a list that stays incomplete. */
const MOST_LOOKS = 4;

/** Looks again until what is missing is known to be gone, or appears. */
export function patientLook(options: CycleOptions, onWait?: (cycle: Cycle) => void): Promise<Cycle> {
  return patiently(look, options, onWait);
}

/** The same with another look. */
export async function patiently<Options extends CycleOptions>(
  lookOnce: (options: Options) => Promise<Cycle>,
  options: Options,
  onWait?: (cycle: Cycle) => void,
): Promise<Cycle> {
  const { clock, earlier } = options;
  let cycle = await lookOnce(options);
  for (let looks = 1; looks < MOST_LOOKS; looks += 1) {
    const left = untilSecondLook(cycle.snapshot.absences ?? noAbsences, clock.now());
    if (left === undefined) return cycle;
    onWait?.(cycle);
    await clock.sleep(left);
    const { leaving } = earlier ?? {};
    const since: Earlier = { ...cycle, made: new Set(), ...(leaving === undefined ? {} : { leaving }) };
    cycle = await lookOnce({ ...options, earlier: since });
  }
  return cycle;
}

/** Plans for what was seen. */
export function planned(options: PlanOptions, snapshot: Snapshot): Cycle {
  const { owner, loaded, selected, known, agreed, pruning, earlier, deregisterShare: share = HALF } = options;
  const wanted = expanded(loaded.wanted, snapshot);
  const made = plan({
    wanted,
    snapshot,
    types: resources,
    owner,
    invalid: loaded.invalid,
    ...(loaded.withhold === undefined ? {} : { withhold: loaded.withhold }),
    ...(loaded.incomplete === undefined ? {} : { incomplete: loaded.incomplete }),
    ...(known === undefined ? {} : { known }),
    ...(pruning === undefined ? {} : { pruning }),
    leaving: earlier?.leaving === undefined ? { share } : { share, only: earlier.leaving },
    ...(selected === undefined ? {} : { selected }),
    ...(agreed === undefined ? {} : { agreed }),
  });
  return { wanted, snapshot, plan: made };
}

function expanded(wanted: readonly Wanted[], { inventory }: Snapshot): readonly Wanted[] {
  const seen = new Set<ResourceId>();
  return wanted
    .flatMap((one) => resources.get(one.type)?.expand?.(one, inventory) ?? [one])
    .filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** What its plan comes to, step by step. */
export function stepsIn({ plan: made, wanted, snapshot }: Cycle): Step[] {
  return stepsOf(made, stepContextOf(wanted, snapshot, resources));
}

/** Whether a manifest (`Kind/namespace/name`) is of that namespace; without one, all are. */
export function inNamespace(namespace: string | undefined): (manifest: string) => boolean {
  return (manifest) => namespace === undefined || manifest.split('/')[1] === namespace;
}

import type { Known } from '../core/known.ts';
import type { Plan } from '../core/plan.ts';
import type { PlanInput } from '../core/planning/input.ts';
import type { PruneScope } from '../core/planning/elsewhere.ts';
import { plan } from '../core/planning/make-plan.ts';
import type { Snapshot, Wanted } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';
import type { Aws } from '../aws/ports.ts';
import { resources } from '../resources/registry.ts';
import type { Loaded } from './load.ts';
import { observe } from './observe.ts';

export interface CycleOptions {
  readonly aws: Aws;
  readonly owner: string;
  readonly loaded: Loaded;
  /** Only manifests of this namespace are changed. */
  readonly namespace?: string | undefined;
  /** What earlier looks saw. */
  readonly known?: Known | undefined;
  /** What may go of what stood in adopted resources; nothing, if absent. */
  readonly agreed?: PlanInput['agreed'];
  /** What may be pruned at all; everything, if absent. */
  readonly pruning?: PruneScope;
}

/** What makes a look into a plan. */
export type PlanOptions = Omit<CycleOptions, 'aws'>;

/** What one look at AWS gave, and what it means for the folder. */
export interface Cycle {
  /** What the plan is about: look-ups of many stand for each that was found. */
  readonly wanted: readonly Wanted[];
  readonly snapshot: Snapshot;
  readonly plan: Plan;
}

/** Looks at AWS once and plans. */
export async function look({ aws, ...options }: CycleOptions): Promise<Cycle> {
  const { owner, loaded } = options;
  return planned(options, await observe({ aws, owner, wanted: loaded.wanted, resources }));
}

/** Plans for what was seen. */
export function planned({ owner, loaded, namespace, known, agreed, pruning }: PlanOptions, snapshot: Snapshot): Cycle {
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
    selected: inNamespace(namespace),
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

/** Whether a manifest (`Kind/namespace/name`) is of that namespace; without one, all are. */
export function inNamespace(namespace: string | undefined): (manifest: string) => boolean {
  return (manifest) => namespace === undefined || manifest.split('/')[1] === namespace;
}

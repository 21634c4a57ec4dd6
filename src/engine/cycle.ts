import type { Plan } from '../core/plan.ts';
import { plan } from '../core/planning/make-plan.ts';
import type { Snapshot } from '../core/resource.ts';
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
}

/** What one look at AWS gave, and what it means for the folder. */
export interface Cycle {
  readonly snapshot: Snapshot;
  readonly plan: Plan;
}

/** Looks at AWS once and plans. */
export async function look({ aws, owner, loaded, namespace }: CycleOptions): Promise<Cycle> {
  const snapshot = await observe({ aws, owner, wanted: loaded.wanted, resources });
  const planned = plan({
    wanted: loaded.wanted,
    snapshot,
    types: resources,
    owner,
    invalid: loaded.invalid,
    ...(loaded.withhold === undefined ? {} : { withhold: loaded.withhold }),
    selected: inNamespace(namespace),
  });
  return { snapshot, plan: planned };
}

/** Whether a manifest (`Kind/namespace/name`) is of that namespace; without one, all are. */
export function inNamespace(namespace: string | undefined): (manifest: string) => boolean {
  return (manifest) => namespace === undefined || manifest.split('/')[1] === namespace;
}

import { plan } from '../core/planning/make-plan.ts';
import { resources } from '../resources/registry.ts';
import { inNamespace, type Cycle, type CycleOptions } from './cycle.ts';
import { observe } from './observe.ts';

/**
 * Looks at AWS once and plans to take away what the folder's manifests stand for, and nothing of manifests that are not
 * in the folder. What is suspended stays untouched.
 */
export async function lookToRemove({ aws, owner, loaded, namespace }: Omit<CycleOptions, 'clock'>): Promise<Cycle> {
  const isSelected = inNamespace(namespace);
  const doomed = new Map(
    loaded.manifests
      .filter(({ id, policy }) => isSelected(id) && !policy.suspend)
      .map(({ id, policy }) => [id, policy.deletion]),
  );
  const snapshot = await observe({ aws, owner, wanted: [], resources });
  const planned = plan({
    wanted: [],
    snapshot,
    types: resources,
    owner,
    invalid: loaded.invalid,
    ...(loaded.withhold === undefined ? {} : { withhold: loaded.withhold }),
    selected: (manifest) => doomed.has(manifest),
    deletion: (manifest) => doomed.get(manifest),
  });
  return { wanted: [], snapshot, plan: planned };
}

import { plan } from '../core/planning/make-plan.ts';
import type { Policy } from '../core/resource.ts';
import type { Manifest } from '../kinds/manifest.ts';
import { resources } from '../resources/registry.ts';
import type { Cycle, CycleOptions } from './cycle.ts';
import { observe } from './observe.ts';

/**
 * Looks at AWS once and plans to take away what the folder's manifests stand for, and nothing of manifests that are not
 * in the folder. What is suspended stays untouched.
 */
export function lookToRemove(options: RemovalOptions): Promise<Cycle> {
  return lookToEnd(options, ({ policy }) => policy.deletion);
}

/** The same, but takes only our tags away, so that everything stays and is nobody's. */
export function lookToRelease(options: RemovalOptions): Promise<Cycle> {
  return lookToEnd(options, () => 'retain');
}

type RemovalOptions = Omit<CycleOptions, 'clock'>;

async function lookToEnd(
  { aws, owner, loaded, selected: isSelected = () => true }: RemovalOptions,
  endOf: (manifest: Manifest) => Policy['deletion'],
): Promise<Cycle> {
  const doomed = new Map(
    loaded.manifests
      .filter(({ id, policy }) => isSelected(id) && !policy.suspend)
      .map((manifest) => [manifest.id, endOf(manifest)]),
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

import { readOnce } from '../aws/read-once.ts';
import { readOwnership, type Owned } from '../core/ownership.ts';
import { plan } from '../core/planning/make-plan.ts';
import type { Policy, Snapshot, Wanted } from '../core/resource.ts';
import type { Manifest } from '../kinds/manifest.ts';
import { resources } from '../resources/registry.ts';
import type { Cycle, CycleOptions } from './cycle.ts';
import { narrowedAws } from './narrow/narrowed-aws.ts';
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

interface RemovalOptions extends Omit<CycleOptions, 'clock'> {
  /** Whether this look is to find what an earlier one planned for: then what is not found is gone. */
  readonly isAgain?: boolean;
}

async function lookToEnd(
  { aws, owner, loaded, selected: isSelected = () => true, isAgain = false }: RemovalOptions,
  endOf: (manifest: Manifest) => Policy['deletion'],
): Promise<Cycle> {
  const doomed = new Map(
    loaded.manifests
      .filter(({ id, policy }) => isSelected(id) && !policy.suspend)
      .map((manifest) => [manifest.id, endOf(manifest)]),
  );
  const wanted = loaded.wanted.filter(({ manifest }) => doomed.has(manifest));
  const concern = { wanted, manifests: new Set(doomed.keys()) };
  const isMeant = ({ manifest }: Owned): boolean => doomed.has(manifest);
  const door = readOnce(aws);
  const observeWhere = (isSure: boolean): Promise<Snapshot> =>
    observe({
      aws: narrowedAws({ aws: door, owner, concern, isMeant, isListed: true, isSure }),
      owner,
      wanted: [],
      resources,
    });
  const seen = await observeWhere(false);
  // It may stand under a name that it had before, which the tagging API is minutes late to show.
  const snapshot = isAgain || hasRoots(seen, wanted) ? seen : await observeWhere(true);
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

/** Whether each load balancer and target group that is wanted stands as ours. */
function hasRoots({ live }: Snapshot, wanted: readonly Wanted[]): boolean {
  const standing = new Set(live.map(({ type, tags }) => `${type} ${readOwnership(tags)?.manifest}`));
  return wanted
    .filter(({ type }) => resources.get(type)?.taggedAs?.startsWith('elasticloadbalancing:') === true)
    .every(({ type, manifest }) => standing.has(`${type} ${manifest}`));
}

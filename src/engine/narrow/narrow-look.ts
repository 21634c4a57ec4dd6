import { readOnce } from '../../aws/read-once.ts';
import { readOwnership, type Owned } from '../../core/ownership.ts';
import { isWrite } from '../../core/plan.ts';
import { isOfOthers } from '../../core/planning/elsewhere.ts';
import type { Snapshot, Wanted } from '../../core/resource.ts';
import { refsOf, type ResourceId } from '../../core/value.ts';
import { resources } from '../../resources/registry.ts';
import { confirmed } from '../confirm.ts';
import { planned, type Cycle, type CycleOptions } from '../cycle.ts';
import { observe } from '../observe.ts';
import { concernOf, involvedWith, type Concern } from './concern.ts';
import { narrowedAws } from './narrowed-aws.ts';

export interface NarrowLookOptions extends CycleOptions {
  /** Whether what is selected are manifests of the folder, one by one: then nothing that was removed from it is. */
  readonly isListed: boolean;
  /** Whether what is planned will be done. */
  readonly isToBeDone: boolean;
  /**
   * Whether the selected are to be shown as they stand in the whole folder: then whatever refers to them, and whoever fills their
   * target groups, is looked at as well, and planned for with them.
   */
  readonly isToBeShown?: boolean;
}

/**
 * Looks at what the selected manifests concern and plans for these: the plan is what a look at everything gives, as far as it is
 * about them, for the lists and a few reads. What is to be made, replaced or deleted concerns its users as well.
 */
export async function narrowLook(given: NarrowLookOptions): Promise<Cycle> {
  const { aws, clock, isListed, isToBeDone, isToBeShown = false, ...options } = given;
  const { owner, loaded, selected = () => true, earlier } = options;
  const door = readOnce(aws);
  let users: ReadonlySet<ResourceId> = isToBeShown ? involvedWith(loaded.wanted, selected) : new Set();
  let isSure = false;
  for (;;) {
    const concern = concernOf(loaded.wanted, ({ id, manifest }) => selected(manifest) || users.has(id));
    const isMeant = meaning(concern, options);
    const narrowed = narrowedAws({ aws: door, owner, concern, isMeant, isListed, isSure });
    const snapshot = await observe({ aws: narrowed, owner, wanted: concern.wanted, resources });
    const about = {
      ...options,
      loaded: { ...loaded, wanted: askingIn(loaded.wanted, concern, snapshot) },
      selected: isToBeShown ? undefined : options.selected,
    };
    const planFor = (seen: Snapshot): Cycle => within(concern, planned(about, seen));
    const first = planFor(snapshot);
    const wider = usersOf(first, loaded.wanted, concern);
    const isInDoubt: boolean = isToBeDone && !isSure && makesRoots(first);
    if (wider.size === 0 && !isInDoubt)
      return confirmed(snapshot, planFor, {
        aws,
        owner,
        resources,
        earlier,
        now: clock.now(),
      });
    users = new Set([...users, ...wider]);
    isSure ||= isInDoubt;
  }
}

/** Of ours, what belongs to the manifests of the concern, and what was removed from the folder and is selected all the same. */
function meaning(
  { manifests }: Concern,
  { loaded, selected = () => true, pruning }: Omit<CycleOptions, 'aws' | 'clock'>,
): (owned: Owned) => boolean {
  const asked = new Set([...loaded.wanted.map(({ manifest }) => manifest), ...loaded.invalid]);
  return ({ manifest, sources }) =>
    manifests.has(manifest) || (!asked.has(manifest) && selected(manifest) && !isOfOthers(pruning, sources));
}

/** Of what is wanted, that which something seen may belong to: to judge the rest takes long, and comes to nothing. */
function askingIn(wanted: readonly Wanted[], { manifests }: Concern, { live }: Snapshot): readonly Wanted[] {
  const owners = new Set(live.map(({ tags }) => readOwnership(tags)?.manifest));
  return wanted.filter(({ manifest }) => manifests.has(manifest) || owners.has(manifest));
}

/** Without what was not looked at: nothing is to be done about it. */
function within({ manifests }: Concern, cycle: Cycle): Cycle {
  const asked = new Set(cycle.wanted.map(({ id }) => id));
  const changes = cycle.plan.changes.filter(({ id, manifest }) => !asked.has(id) || manifests.has(manifest));
  return { ...cycle, plan: { ...cycle.plan, changes } };
}

/** What refers to something that is to be made or replaced, and was not looked at. */
function usersOf({ plan }: Cycle, wanted: readonly Wanted[], { wanted: seen }: Concern): ReadonlySet<ResourceId> {
  const moved = new Set(
    plan.changes.flatMap(({ id, action }) => (action === 'create' || action === 'replace' ? [id] : [])),
  );
  const known = new Set(seen);
  const users = wanted.filter((one) => !known.has(one) && refsOf(one.state).some(({ $ref }) => moved.has($ref)));
  return new Set(users.map(({ id }) => id));
}

/** Whether something is made that might stand under another name, which the tagging API does not list yet. */
function makesRoots({ plan }: Cycle): boolean {
  return plan.changes.some(
    (change) =>
      isWrite(change) &&
      change.action === 'create' &&
      resources.get(change.type)?.taggedAs?.startsWith('elasticloadbalancing:') === true,
  );
}

import type { Clock } from '../../src/core/clock.ts';
import { isWrite, type Change, type Plan } from '../../src/core/plan.ts';
import type { PlanInput } from '../../src/core/planning/input.ts';
import type { Snapshot, Wanted } from '../../src/core/resource.ts';
import type { Aws, AwsOptions } from '../../src/aws/ports.ts';
import type { Earlier } from '../../src/engine/earlier.ts';
import { converge, type Converged, type ConvergeOptions } from '../../src/engine/converge.ts';
import { patientLook } from '../../src/engine/cycle.ts';
import { execute } from '../../src/engine/execute.ts';
import { load } from '../../src/engine/load.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import { resources } from '../../src/resources/registry.ts';
import { openTestAws } from '../aws/endpoint.ts';

const OWNER = 'default';
const PATIENCE_MS = 20 * 60_000;
const MOST_ROUNDS = 4;

export interface Look {
  readonly loaded: Loaded;
  readonly wanted: readonly Wanted[];
  readonly snapshot: Snapshot;
  readonly plan: Plan;
}

/** evenkeel on one account, a stage at a time. */
export interface Controller {
  readonly aws: Aws;
  look(folder: string | Loaded, agreed?: PlanInput['agreed']): Promise<Look>;
  /** Looks, and carries out what it found. */
  apply(
    folder: string | Loaded,
    agreed?: PlanInput['agreed'],
  ): Promise<Look & { readonly outcomes: readonly Outcome[] }>;
  /** What `evenkeel apply` does: until everything is ready and a last look finds nothing to do, or it gives up. */
  run(folder: string | Loaded, how?: Pick<ConvergeOptions, 'ignoreTargets'>): Promise<Converged>;
  /** Applies until there is nothing left to do; gives what was done in each round. */
  converge(folder: string | Loaded): Promise<Change[][]>;
}

/** A folder that asks for nothing, so that everything of ours is pruned. */
export const nothing: Loaded = { manifests: [], wanted: [], problems: [], invalid: [], secret: () => '' };

export async function controllerOn({
  url,
  clock,
  connect,
}: {
  readonly url: string;
  readonly clock: Clock;
  readonly connect?: AwsOptions['connect'];
}): Promise<Controller> {
  const aws = await openTestAws(url, { clock, connect });

  async function lookAt(folder: string | Loaded, agreed?: PlanInput['agreed'], earlier?: Earlier): Promise<Look> {
    const loaded = typeof folder === 'string' ? await load(folder, process.env) : folder;
    return { loaded, ...(await patientLook({ aws, clock, owner: OWNER, loaded, agreed, earlier })) };
  }

  function means({ secret }: Loaded) {
    return { aws, clock, owner: OWNER, secret, resources };
  }

  const controller: Controller = {
    aws,
    look: (folder, agreed) => lookAt(folder, agreed),
    async apply(folder, agreed) {
      const found = await lookAt(folder, agreed);
      const { plan, snapshot, wanted } = found;
      const outcomes = await execute(plan, { ...means(found.loaded), wanted, snapshot, patienceMs: PATIENCE_MS });
      return { ...found, outcomes };
    },
    async run(folder, how) {
      const first = await lookAt(folder);
      return converge({
        ...means(first.loaded),
        first,
        look: (earlier) => lookAt(first.loaded, undefined, earlier),
        selected: () => true,
        wait: true,
        timeoutMs: PATIENCE_MS,
        ...how,
      });
    },
    async converge(folder) {
      const rounds: Change[][] = [];
      while (rounds.length < MOST_ROUNDS) {
        const { plan, outcomes } = await controller.apply(folder);
        for (const { change, error } of outcomes) if (error) throw new Error(change.id, { cause: error });
        if (!plan.changes.some(isWrite)) return rounds;
        rounds.push(plan.changes.filter(isWrite));
      }
      throw new Error(`not converged: ${JSON.stringify(rounds.at(-1), null, 2)}`);
    },
  };
  return controller;
}

/** What a plan does or refuses, a line for each change, in the order of the ids. */
export function inWords({ changes }: Plan): string[] {
  return changes
    .filter((change) => change.action !== 'noop')
    .map(({ action, cause, id, blocked }) =>
      blocked === undefined ? `${action} ${id} (${cause})` : `${action} ${id} (${blocked.reason})`,
    )
    .sort();
}

/** `path: live → wanted`, for every field of a plan that differs. */
export function differences({ changes }: Plan): string[] {
  return changes
    .flatMap(({ diffs }) => diffs)
    .map(({ path, live, wanted }) => `${path}: ${JSON.stringify(live)} → ${JSON.stringify(wanted)}`)
    .sort();
}

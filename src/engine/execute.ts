import { isWrite, type Plan } from '../core/plan.ts';
import type { Snapshot, Wanted } from '../core/resource.ts';
import { indexStanding } from '../core/standing.ts';
import type { Stage } from '../core/steps/step.ts';
import { stepsOf } from '../core/steps/steps-of.ts';
import { CarryingOut, type CarryOutOptions } from './carry-out.ts';
import type { Outcome } from './outcome.ts';
import { runSteps, type RunOptions } from './run-steps.ts';

export interface ExecuteOptions extends Omit<CarryOutOptions, 'changes' | 'stage'>, RunOptions {
  readonly wanted: readonly Wanted[];
  readonly snapshot: Snapshot;
}

/** Carries out a plan by its steps. */
export async function execute(plan: Plan, options: ExecuteOptions): Promise<Outcome[]> {
  const { owner, resources, snapshot } = options;
  const wanted = new Map(options.wanted.map((one) => [one.id, one]));
  const stage: Stage = { wanted, standing: indexStanding(snapshot, resources, owner), types: resources };
  const { changes } = plan;
  const steps = stepsOf(plan, stage);
  const work = new CarryingOut({ ...options, changes, stage }, steps);
  return runSteps(steps, changes.filter(isWrite), (step) => work.carryOut(step), options);
}

import { isWrite, type Plan } from '../core/plan.ts';
import type { Snapshot, Wanted } from '../core/resource.ts';
import { stepContextOf } from '../core/steps/step-context.ts';
import { stepsOf } from '../core/steps/steps-of.ts';
import { CarryingOut, type CarryOutOptions } from './carry-out.ts';
import type { Outcome } from './outcome.ts';
import { runSteps, type RunOptions } from './run-steps.ts';

export interface ExecuteOptions extends Omit<CarryOutOptions, 'changes' | 'stepContext'>, RunOptions {
  readonly wanted: readonly Wanted[];
  readonly snapshot: Snapshot;
}

/** Carries out a plan by its steps. */
export async function execute(plan: Plan, options: ExecuteOptions): Promise<Outcome[]> {
  const { resources, snapshot } = options;
  const stepContext = stepContextOf(options.wanted, snapshot, resources);
  const { changes } = plan;
  const steps = stepsOf(plan, stepContext);
  const work = new CarryingOut({ ...options, changes, stepContext }, steps);
  return runSteps(steps, changes.filter(isWrite), (step) => work.carryOut(step), options);
}

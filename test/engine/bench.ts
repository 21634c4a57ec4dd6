import { ManualClock } from '../../src/core/clock.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Wanted } from '../../src/core/resource.ts';
import { execute, type ExecuteOptions } from '../../src/engine/execute.ts';
import type { Outcome, Progress } from '../../src/engine/outcome.ts';
import { closedUrl, openTestAws } from '../aws/endpoint.ts';
import { owner, planFor } from '../toy/carry-out.ts';
import type { Cloud } from '../toy/cloud.ts';
import { toyResources, type Meddle } from '../toy/resources.ts';

/** What happened when a plan was carried out on toys. */
export interface Performance {
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  /** Every call to the cloud, in order, as it was begun. */
  readonly calls: readonly string[];
  readonly progress: readonly Progress[];
}

export interface Staging extends Partial<Pick<ExecuteOptions, 'patienceMs' | 'signal' | 'clock'>> {
  readonly meddle?: Meddle;
}

/** The toys live in no AWS: nothing is ever sent there. */
const aws = await openTestAws(await closedUrl());

/** Plans for what is wanted and carries it out. */
export async function perform(
  cloud: Cloud,
  wanted: readonly Wanted[],
  { meddle = () => undefined, ...staging }: Staging = {},
): Promise<Performance> {
  const plan = planFor(cloud, wanted);
  const calls: string[] = [];
  const progress: Progress[] = [];
  const resources = toyResources(cloud, (call, when) => {
    if (when === 'before') calls.push(call);
    return meddle(call, when);
  });
  const outcomes = await execute(plan, {
    aws,
    clock: new ManualClock(),
    owner,
    wanted,
    snapshot: cloud.snapshot(),
    resources,
    secret: () => '',
    patienceMs: 0,
    onProgress: (one) => progress.push(one),
    ...staging,
  });
  return { plan, outcomes, calls, progress };
}

/** What became of each change that did not simply get done. */
export function unfinished(outcomes: readonly Outcome[]): unknown[] {
  return outcomes
    .filter(({ status }) => status !== 'done')
    .map(({ change, status, error, because }) => [change.id, status, error?.message ?? because]);
}

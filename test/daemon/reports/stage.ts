import type { Plan } from '../../../src/core/plan.ts';
import { findingsOf } from '../../../src/daemon/reports/findings.ts';
import type { CycleResult, DaemonStatus } from '../../../src/daemon/status.ts';
import { Store } from '../../../src/daemon/store.ts';
import { scenes } from '../../report/scenes.ts';
import { NOW, planOf, snapshotOf } from '../../report/stage.ts';

const PLACE = 'default';

/** A store into which a test puts one cycle after the other, half a minute apart. */
export class Stage {
  readonly store = new Store(idle);
  #cycle: CycleResult | undefined;

  /** Has a cycle end that saw one of the scenes. */
  cycle(scene: string, more: Partial<CycleResult> = {}): CycleResult {
    const plan = seen(scene);
    const snapshot = snapshotOf(scenes[scene]!);
    const number = (this.#cycle?.number ?? 0) + 1;
    const endedAt = NOW + number * 30_000;
    const cycle: CycleResult = {
      number,
      trigger: 'interval',
      startedAt: endedAt - 1_000,
      endedAt,
      plan,
      snapshot,
      objects: [],
      outcomes: [],
      calls: { reads: 0, writes: 0, throttled: 0 },
      findings: findingsOf(PLACE, { plan, snapshot }, this.#cycle, endedAt),
      ...more,
    };
    this.#cycle = cycle;
    this.store.update((status) => ({
      ...status,
      places: [{ name: PLACE, region: plan.region, phase: 'idle', cycle }],
    }));
    return cycle;
  }
}

const plans = new Map<string, Plan>();

function seen(scene: string): Plan {
  const plan = plans.get(scene) ?? planOf(scenes[scene]!);
  plans.set(scene, plan);
  return plan;
}

const idle: DaemonStatus = {
  startedAt: NOW,
  role: 'leading',
  folder: { path: 'manifests', manifests: 4, problems: [] },
  places: [{ name: PLACE, region: 'eu-central-1', phase: 'idle' }],
};

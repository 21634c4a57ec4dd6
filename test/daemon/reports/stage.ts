import { knownAfter, nothingKnown, withBegun, type Known } from '../../../src/core/known.ts';
import { lastKnown } from '../../../src/core/last-known.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { findingsOf } from '../../../src/daemon/reports/findings.ts';
import type { Away, CycleResult, DaemonStatus } from '../../../src/daemon/status.ts';
import { Store } from '../../../src/daemon/store.ts';
import { scenes } from '../../report/scenes.ts';
import { NOW, planOf, snapshotOf, type Scene } from '../../report/stage.ts';

const PLACE = 'default';

/** A store into which a test puts one cycle after the other, half a minute apart. */
export class Stage {
  readonly store = new Store(idle);
  /** What is away at the end of the next cycle. */
  away: Away | undefined;
  #cycle: CycleResult | undefined;
  #known: Known = nothingKnown;

  /** Has a cycle end that saw one of the scenes. */
  cycle(scene: string, more: Partial<CycleResult> = {}): CycleResult {
    const snapshot = snapshotOf(scenes[scene]!);
    const earlier = this.#cycle;
    const number = (earlier?.number ?? 0) + 1;
    const endedAt = NOW + number * 30_000;
    const plan = planKnowing(scenes[scene]!, this.#known, endedAt);
    const known = lastKnown(earlier?.known, { plan, snapshot }, endedAt);
    const cycle: CycleResult = {
      number,
      trigger: 'interval',
      startedAt: endedAt - 1_000,
      endedAt,
      plan,
      wanted: scenes[scene]!.wanted,
      snapshot,
      known,
      objects: [],
      outcomes: [],
      calls: { reads: 0, writes: 0, throttled: 0 },
      findings: findingsOf(PLACE, known, earlier, endedAt),
      ...more,
    };
    this.#cycle = cycle;
    this.#known = knownAfter(this.#known, plan, new Set());
    this.store.update((status) => ({
      ...status,
      places: [{ name: PLACE, region: plan.region, phase: 'idle', cycle, ...(this.away && { away: this.away }) }],
    }));
    return cycle;
  }
}

/** As the daemon plans: with what it saw earlier, and with what of the rest is only just being made. */
export function planKnowing(scene: Scene, known: Known, now: number): Plan {
  const first = planOf({ ...scene, known });
  const informed = withBegun(known, first, snapshotOf(scene), now);
  return informed === known ? first : planOf({ ...scene, known: informed });
}

const idle: DaemonStatus = {
  startedAt: NOW,
  role: 'leading',
  folder: { path: 'manifests', manifests: 4, problems: [] },
  places: [{ name: PLACE, region: 'eu-central-1', phase: 'idle' }],
};

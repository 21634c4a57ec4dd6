import { onTestFinished } from 'vitest';
import { ManualClock } from '../../src/core/clock.ts';
import { lastKnown } from '../../src/core/last-known.ts';
import type { Live } from '../../src/core/resource.ts';
import { openMetrics, type Metrics } from '../../src/daemon/http/metrics/metrics.ts';
import { serve, type ServeOptions } from '../../src/daemon/http/server/serve.ts';
import { findingsOf } from '../../src/daemon/reports/findings.ts';
import type { CycleResult, DaemonStatus } from '../../src/daemon/status.ts';
import { Store } from '../../src/daemon/store.ts';
import { objectsOf } from '../../src/report/status/objects.ts';
import { manifestsOf } from '../kinds/manifests.ts';
import { web } from '../report/manifests.ts';
import { scenes } from '../report/scenes.ts';
import { NOW, planOf, snapshotOf, type Scene } from '../report/stage.ts';

/** The same account after somebody was at work in the console; one of two targets does not answer. */
export const driftedScene: Scene = { ...scenes['drift']!, live: withTargets(scenes['drift']!.live!) };

/** What a cycle over a scene leaves. */
export function cycleOf(scene: Scene, number = 1): CycleResult {
  const [plan, snapshot] = [planOf(scene), snapshotOf(scene)];
  const known = lastKnown(undefined, { plan, snapshot }, NOW);
  const objects = objectsOf({ manifests: manifestsOf(web), invalid: [], problems: [], plan, snapshot, now: NOW });
  return {
    number,
    trigger: 'interval',
    startedAt: NOW - 1_000,
    endedAt: NOW,
    plan,
    wanted: scene.wanted,
    snapshot,
    known,
    objects,
    outcomes: [],
    calls: { reads: 18, writes: 0, throttled: 1 },
    findings: findingsOf('default', { plan }, undefined, NOW - 60_000),
  };
}

/** A daemon with one place. */
export function statusOf(cycle?: CycleResult): DaemonStatus {
  return {
    startedAt: NOW - 3_600_000,
    role: 'leading',
    folder: { path: 'manifests', readAt: NOW, manifests: 3, problems: [] },
    places: [placeOf(cycle)],
  };
}

export function placeOf(cycle?: CycleResult): DaemonStatus['places'][number] {
  const place = { name: 'default', region: 'eu-central-1', phase: 'idle' } as const;
  return cycle === undefined ? place : { ...place, cycle, lastSuccess: cycle.endedAt };
}

/** Knows how many listen to it. */
export class CountedStore extends Store {
  listeners = 0;

  override subscribe(listener: Parameters<Store['subscribe']>[0]): () => void {
    this.listeners += 1;
    const unsubscribe = super.subscribe(listener);
    return () => {
      this.listeners -= 1;
      unsubscribe();
    };
  }
}

export interface Stage {
  readonly url: string;
  readonly store: Store;
  readonly clock: ManualClock;
  readonly metrics: Metrics;
  readonly triggers: string[];
}

/** The HTTP part on a free port, over a store that the test fills. */
export async function staged(
  status: DaemonStatus = statusOf(cycleOf(driftedScene)),
  options: Partial<ServeOptions> = {},
): Promise<Stage> {
  const clock = new ManualClock(NOW);
  const store = new Store(status);
  const metrics = openMetrics('1.2.3');
  const triggers: string[] = [];
  const served = await serve({
    store,
    history: { entries: [] },
    clock,
    metrics,
    listen: '127.0.0.1:0',
    intervalMs: 30_000,
    trigger: (reason) => void triggers.push(reason),
    page: { html: '<!doctype html><title>evenkeel</title>', js: 'export {};', css: 'body{}', icon: '<svg/>' },
    ...options,
  });
  onTestFinished(() => served.close());
  return { url: served.url, store, clock, metrics, triggers };
}

function withTargets(live: readonly Live[]): Live[] {
  const targets = [
    { id: '10.0.1.5', port: 8080, state: 'healthy' },
    { id: '10.0.2.5', port: 8080, state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' },
  ];
  return live.map((one) =>
    /targetgroup\/web-tg/.test(one.physical) ? { ...one, status: { ready: true, text: '1/2 healthy', targets } } : one,
  );
}

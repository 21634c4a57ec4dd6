import { onTestFinished } from 'vitest';
import { openMetrics } from '../../src/daemon/http/metrics.ts';
import { serve } from '../../src/daemon/http/serve.ts';
import { INTERVAL, startRig, type Rig } from '../daemon/loop/rig.ts';
import type { Room } from './browser.ts';

/** A daemon on a simulated account, with the page on it. */
export async function daemonWith({ page }: Room, folder: string): Promise<Rig & { readonly url: string }> {
  const rig = await startRig(folder);
  const { store, trigger } = rig.daemon;
  const options = { store, clock: rig.clock, trigger, metrics: openMetrics('0'), intervalMs: INTERVAL, page: page() };
  const served = await serve({ ...options, listen: '127.0.0.1:0' });
  onTestFinished(() => served.close());
  return { ...rig, url: served.url };
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AddTagsCommand, DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ManualClock, systemClock } from '../../src/core/clock.ts';
import { openLog, startDaemon, type Daemon } from '../../src/daemon/daemon.ts';
import type { CycleResult } from '../../src/daemon/status.ts';
import { openTestAws } from '../aws/endpoint.ts';
import { REGION, sdkOn } from '../support/clients.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { stack, stacksFixture } from '../support/stacks.ts';
import { withManifests } from './folder.ts';

const INTERVAL_MS = 30_000;
const CYCLES_BETWEEN_DRIFTS = 10;

/** The heap in use after so many cycles. */
export interface HeapFigure {
  readonly cycles: number;
  readonly megabytes: number;
}

/** Time passes when a cycle has ended; only what waits for an editor lives in real time. */
class BetweenCycles extends ManualClock {
  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return ms < 1_000 ? systemClock.sleep(ms, signal) : super.sleep(ms, signal);
  }
}

/** One stack for a long time, a tenth of the cycles with a drift to heal; the heap is looked at after each of `marks`. */
export async function measureEndurance(marks: readonly number[]): Promise<HeapFigure[]> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const clock = new BetweenCycles();
  const account = simulatorEmulator({ fixture: stacksFixture, clock, settings: { provisioningMs: 0 } });
  const { url } = await account.open();
  const { elbv2 } = sdkOn(url);
  return withManifests(stack(0), async (folder) => {
    const daemon = await startDaemon({
      folder,
      environment: {},
      owner: 'default',
      version: '0.0.0',
      intervalMs: INTERVAL_MS,
      prunes: { most: 5, share: 0.2 },
      places: (hooks) =>
        Promise.resolve([
          { name: 'default', region: REGION, open: (signal) => openTestAws(url, { ...hooks, signal }) },
        ]),
      log: openLog({ level: 'error', format: 'json' }),
      clock,
      steady: clock,
      random: () => 0.5,
    });
    const figures: HeapFigure[] = [];
    const last = marks.at(-1)!;
    for (let cycle = await ended(daemon, 1); cycle.number <= last;) {
      if (marks.includes(cycle.number)) {
        account.running().journal.clear();
        collect();
        figures.push({ cycles: cycle.number, megabytes: process.memoryUsage().heapUsed / 2 ** 20 });
      }
      if (cycle.number % CYCLES_BETWEEN_DRIFTS === 0) await drift();
      const next = ended(daemon, cycle.number + 1);
      clock.advance(INTERVAL_MS);
      cycle = await next;
    }
    await daemon.stop();
    await account.stop();
    return figures;
  });

  async function drift(): Promise<void> {
    const { TargetGroups: [group] = [] } = await elbv2.send(new DescribeTargetGroupsCommand({}));
    const Tags = [{ Key: 'Stack', Value: 'drifted' }];
    await elbv2.send(new AddTagsCommand({ ResourceArns: [group!.TargetGroupArn!], Tags }));
  }
}

/** Waits for the end of that cycle. */
function ended({ store }: Daemon, number: number): Promise<CycleResult> {
  return new Promise((resolve) => {
    const stop = store.subscribe(({ status: { places } }) => {
      const [place] = places;
      if (place?.phase !== 'idle' || (place.cycle?.number ?? 0) < number) return;
      stop();
      // The queue goes on behind the cycle's own end.
      setImmediate(() => resolve(place.cycle!));
    });
  });
}

import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../src/core/clock.ts';
import { WorkQueue, type Again, type WorkQueueOptions } from '../../../src/daemon/loop/work-queue.ts';

const HOUR = 3_600_000;

interface Job {
  readonly name: string;
  readonly signal: AbortSignal;
  readonly end: (again?: Again) => Promise<void>;
  readonly fail: () => Promise<void>;
}

/** A queue whose jobs end when the test says so. */
function queueOf(options: Partial<WorkQueueOptions> = {}) {
  const clock = new ManualClock();
  const jobs: Job[] = [];
  const waits: number[] = [];
  const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  const queue = new WorkQueue({
    clock,
    random: () => 1,
    onFailure: (_key, _thrown, _failures, afterMs) => void waits.push(afterMs),
    work: (key, trigger, signal) =>
      new Promise((resolve, reject) => {
        const end = async (again: Again = { afterMs: HOUR, trigger: 'interval' }): Promise<void> => {
          resolve(again);
          await settled();
        };
        const fail = async (): Promise<void> => {
          reject(new Error('no'));
          await settled();
        };
        jobs.push({ name: `${key} ${trigger}`, signal, end, fail });
      }),
    ...options,
  });
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await settled();
  };
  return { queue, clock, jobs, waits, pass, settled, names: () => jobs.map(({ name }) => name) };
}

describe('the work queue', () => {
  test('has each key at work once, and what comes meanwhile once more', async () => {
    const { queue, jobs, names, settled } = queueOf();
    queue.add('a', 'start');
    await settled();
    for (let more = 0; more < 5; more += 1) queue.add('a', 'interval');
    await settled();
    expect(names()).toEqual(['a start']);
    await jobs[0]!.end();
    await jobs[1]!.end();
    expect(names()).toEqual(['a start', 'a interval']);
  });

  test('ends the waiting of the work under way when a person wants something, and not for an interval', async () => {
    const { queue, jobs, names, settled } = queueOf();
    queue.add('a', 'start');
    await settled();
    queue.add('a', 'interval');
    expect(jobs[0]!.signal.aborted).toBe(false);
    queue.add('a', 'folder');
    expect(jobs[0]!.signal.aborted).toBe(true);
    await jobs[0]!.end();
    expect(names()).toEqual(['a start', 'a folder']);
  });

  test('takes what a person wants before what comes round', async () => {
    const { queue, jobs, names, settled, pass } = queueOf();
    for (let busy = 0; busy < 8; busy += 1) queue.add(`busy-${busy}`, 'start');
    await settled();
    queue.add('round', 'interval');
    await pass(10);
    queue.add('wished', 'request');
    await jobs[0]!.end();
    expect(names().at(-1)).toBe('wished request');
    await jobs[1]!.end();
    expect(names().at(-1)).toBe('round interval');
  });

  test('counts how many wait that are due, and not those that are due later', async () => {
    const depths: number[] = [];
    const { queue, jobs, settled, pass } = queueOf({
      onEvent: (event) => void (event.kind === 'depth' && depths.push(event.depth)),
    });
    for (let busy = 0; busy < 8; busy += 1) queue.add(`busy-${busy}`, 'start');
    queue.add('later', 'interval', 1_000);
    await settled();
    expect(depths).toEqual([]);
    await pass(1_000);
    expect(depths).toEqual([1]);
    await jobs[0]!.end();
    expect(depths).toEqual([1, 0]);
  });

  test('backs off from a second to a quarter of an hour while it fails, and nobody else waits', async () => {
    const { queue, jobs, waits, names, settled, pass } = queueOf();
    queue.add('bad', 'start');
    await settled();
    for (let failures = 0; failures < 12; failures += 1) {
      await jobs.at(-1)!.fail();
      await pass(waits.at(-1)!);
    }
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(waits.at(-1)).toBe(15 * 60_000);
    await jobs.at(-1)!.fail();
    queue.add('good', 'interval');
    await settled();
    expect(names().at(-1)).toBe('good interval');
    queue.add('bad', 'folder');
    await settled();
    expect(names().at(-1)).toBe('bad folder');
  });

  test('stops when the work under way has ended, and begins nothing more', async () => {
    const { queue, jobs, names, settled, pass } = queueOf();
    queue.add('a', 'start');
    queue.add('b', 'interval', 1_000);
    await settled();
    let stopped = false;
    void queue.stop().then(() => (stopped = true));
    await pass(5_000);
    expect({ stopped, names: names(), aborted: jobs[0]!.signal.aborted }).toEqual({
      stopped: false,
      names: ['a start'],
      aborted: true,
    });
    await jobs[0]!.end();
    expect(stopped).toBe(true);
  });
});

/** On which a little time passes with every look at it. */
class RunningClock extends ManualClock {
  override now(): number {
    this.advance(1);
    return super.now();
  }
}

test.each([1, 2, 3, 4, 5])('what comes due while it is looked for is not forgotten (%i ms)', async (afterMs) => {
  const clock = new RunningClock();
  let times = 0;
  const work = (): Promise<Again> => {
    times += 1;
    return Promise.resolve({ afterMs: times === 1 ? afterMs : HOUR, trigger: 'interval' });
  };
  const queue = new WorkQueue({ clock, random: () => 1, onFailure: () => undefined, work });
  queue.add('a', 'start');
  for (let turn = 0; turn < 5; turn += 1) {
    clock.advance(1);
    await new Promise((resolve) => void setImmediate(resolve));
  }
  expect(times).toBe(2);
  await queue.stop();
});

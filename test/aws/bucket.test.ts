import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/core/clock.ts';
import { TokenBucket } from '../../src/aws/bucket.ts';
import { HastyClock } from './endpoint.ts';

/** Lets every promise that can go on do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

describe('a token bucket', () => {
  it('lets a burst through at once, and then one call for each token that flows in, in order', async () => {
    const clock = new ManualClock();
    const bucket = new TokenBucket({ burst: 2, perSecond: 10 }, clock);
    const served: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) void bucket.take().then(() => served.push(name));
    await settle();
    expect(served).toEqual(['a', 'b']);
    clock.advance(99);
    await settle();
    expect(served).toEqual(['a', 'b']);
    clock.advance(1);
    await settle();
    expect(served).toEqual(['a', 'b', 'c']);
    clock.advance(100);
    await settle();
    expect(served).toEqual(['a', 'b', 'c', 'd']);
  });

  it('never lets more through than burst and rate allow, and never stands still', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 200 }),
        async (burst, perSecond, calls) => {
          const clock = new HastyClock();
          const bucket = new TokenBucket({ burst, perSecond }, clock);
          for (let call = 0; call < calls; call += 1) await bucket.take();
          const least = (Math.max(0, calls - burst) / perSecond) * 1_000;
          expect(clock.now()).toBeGreaterThanOrEqual(least - 1);
          expect(clock.now()).toBeLessThanOrEqual(least + calls);
        },
      ),
    );
  });

  it('halves its rate when AWS throttles, once for calls that were throttled together', () => {
    const clock = new ManualClock();
    const bucket = new TokenBucket({ burst: 5, perSecond: 16 }, clock);
    for (let call = 0; call < 20; call += 1) bucket.throttled();
    expect(bucket.perSecond).toBe(8);
  });

  it('keeps a floor however often it is throttled, and recovers in a minute', () => {
    const clock = new ManualClock();
    const bucket = new TokenBucket({ burst: 5, perSecond: 16 }, clock);
    for (let time = 0; time < 20; time += 1) {
      bucket.throttled();
      clock.advance(1_000);
    }
    expect(bucket.perSecond).toBeGreaterThanOrEqual(1);
    expect(bucket.perSecond).toBeLessThan(2);
    clock.advance(60_000);
    expect(bucket.perSecond).toBe(16);
  });

  it('is empty after a throttle, whatever was left in it', async () => {
    const clock = new ManualClock();
    const bucket = new TokenBucket({ burst: 5, perSecond: 10 }, clock);
    bucket.throttled();
    let served = false;
    void bucket.take().then(() => (served = true));
    await settle();
    expect(served).toBe(false);
    clock.advance(200);
    await settle();
    expect(served).toBe(true);
  });

  it('lets go of those who wait when they are to stop, and serves the rest', async () => {
    const clock = new ManualClock();
    const bucket = new TokenBucket({ burst: 1, perSecond: 1 }, clock);
    await bucket.take();
    const stop = new AbortController();
    const stopped = bucket.take(stop.signal);
    const patient = bucket.take();
    await settle();
    stop.abort(new Error('stop'));
    await expect(stopped).rejects.toThrow('stop');
    clock.advance(1_000);
    await expect(patient).resolves.toBeUndefined();
  });
});

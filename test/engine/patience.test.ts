import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/core/clock.ts';
import { EvenkeelError, type ErrorCode, type Retry } from '../../src/core/errors.ts';
import { withPatience } from '../../src/engine/patience.ts';
import { HastyClock } from '../aws/endpoint.ts';

function failure(code: ErrorCode, retry: Retry = 'soon'): EvenkeelError {
  return new EvenkeelError({ code, retry, message: code });
}

/** Work that fails that way so many times, and counts how often it was tried. */
function failing(error: Error, times = Infinity): { work: () => Promise<void>; tries: () => number } {
  let tries = 0;
  return {
    work() {
      tries += 1;
      return tries <= times ? Promise.reject(error) : Promise.resolve();
    },
    tries: () => tries,
  };
}

describe('patience', () => {
  it('tries what will be possible soon again, at growing intervals', async () => {
    const clock = new HastyClock();
    const waits: EvenkeelError[] = [];
    const { work, tries } = failing(failure('in-use'), 6);
    await withPatience(work, { clock, patienceMs: 60_000, onWait: (error) => waits.push(error) });
    expect(tries()).toBe(7);
    expect(clock.waits).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    expect(waits.map(({ code }) => code)).toEqual(Array(6).fill('in-use'));
  });

  it('ends with AWS’s last word rather than wait beyond its time', async () => {
    const clock = new HastyClock();
    const { work } = failing(failure('not-ready'));
    const trying = withPatience(work, { clock, patienceMs: 5_000, onWait: () => undefined });
    await expect(trying).rejects.toMatchObject({ code: 'not-ready' });
    expect(clock.waits).toEqual([1_000, 2_000]);
  });

  it.each<[ErrorCode, Retry]>([
    ['denied', 'never'],
    ['aws-rejected', 'never'],
    ['quota', 'never'],
    ['in-use', 'never'],
    ['unavailable', 'soon'],
    ['bug', 'soon'],
  ])('does not wait for what does not pass by itself: %s, %s', async (code, retry) => {
    const { work, tries } = failing(failure(code, retry));
    const trying = withPatience(work, { clock: new HastyClock(), patienceMs: 60_000, onWait: () => undefined });
    await expect(trying).rejects.toMatchObject({ code });
    expect(tries()).toBe(1);
  });

  it('stops waiting when it is to stop, with the reason for the wait', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const { work, tries } = failing(failure('in-use'));
    const trying = withPatience(work, {
      clock,
      patienceMs: 60_000,
      signal: stop.signal,
      onWait: () => queueMicrotask(() => stop.abort()),
    });
    await expect(trying).rejects.toMatchObject({ code: 'in-use' });
    expect(tries()).toBe(1);
  });
});

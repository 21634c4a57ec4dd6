import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ManualClock, systemClock } from '../../src/core/clock.ts';

describe('a clock that is moved by hand', () => {
  it('wakes those whose time has come, the earliest first, and nobody else', async () => {
    const clock = new ManualClock(1_000);
    const awake: string[] = [];
    void clock.sleep(300).then(() => awake.push('late'));
    void clock.sleep(100).then(() => awake.push('early'));
    void clock.sleep(301).then(() => awake.push('later'));
    clock.advance(99);
    await Promise.resolve();
    expect(awake).toEqual([]);
    clock.advance(201);
    await Promise.resolve();
    expect(awake).toEqual(['early', 'late']);
    expect(clock.now()).toBe(1_300);
  });

  it('lets a sleeper be called off', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const sleeping = clock.sleep(100, stop.signal);
    stop.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    await expect(clock.sleep(100, stop.signal)).rejects.toThrow('enough');
  });

  it('leaves nothing on the signal of who was woken', async () => {
    const clock = new ManualClock();
    const { signal } = new AbortController();
    const sleeping = clock.sleep(100, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    clock.advance(100);
    await sleeping;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('the system’s clock', () => {
  it('lets a sleeper be called off', async () => {
    const stop = new AbortController();
    const sleeping = systemClock.sleep(3_600_000, stop.signal);
    stop.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    await expect(systemClock.sleep(3_600_000, stop.signal)).rejects.toThrow('enough');
  });

  it('lets one sleep no time at all', async () => {
    await expect(systemClock.sleep(0)).resolves.toBeUndefined();
  });
});

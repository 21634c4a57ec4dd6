import { describe, expect, it } from 'vitest';
import { EvenkeelError, type ErrorFacts } from '../../src/core/errors.ts';
import { ensureCreated, unlessGone, type Existing } from '../../src/resources/ensure.ts';
import { HastyClock } from '../aws/endpoint.ts';

const made = { physical: 'arn:web', outputs: { arn: 'arn:web' } };
const tags = tagsOf('TargetGroup/default/web');

function tagsOf(manifest: string, owner = 'default'): Record<string, string> {
  return { 'evenkeel.dev/owner': owner, 'evenkeel.dev/resource': manifest };
}

function error(facts: Partial<ErrorFacts>): EvenkeelError {
  return new EvenkeelError({ code: 'unavailable', retry: 'soon', message: 'no answer', ...facts });
}

/** Creates with these outcomes in turn, and finds these in turn; counts both. */
async function creation(outcomes: readonly (EvenkeelError | 'made')[], finds: readonly (Existing | undefined)[] = []) {
  const clock = new HastyClock();
  const calls: string[] = [];
  const result = await ensureCreated({
    async create() {
      const outcome = outcomes[calls.filter((call) => call === 'create').length];
      calls.push('create');
      if (outcome === undefined || outcome === 'made') return made;
      throw outcome;
    },
    async find() {
      const found = finds[calls.filter((call) => call === 'find').length];
      calls.push('find');
      return found;
    },
    tags,
    clock,
  }).catch((thrown: unknown) => thrown);
  return { result, calls, waits: clock.waits.length };
}

describe('creating without twins', () => {
  const lost = error({ ambiguous: true });
  const taken = error({ code: 'exists', retry: 'replan', message: 'a target group of that name exists' });

  it('looks nowhere when all goes well', async () => {
    expect(await creation(['made'])).toEqual({ result: made, calls: ['create'], waits: 0 });
  });

  it('uses what a create made whose answer was lost', async () => {
    const { result, calls } = await creation([lost], [{ ...made, tags }]);
    expect(result).toEqual(made);
    expect(calls).toEqual(['create', 'find']);
  });

  it('creates again where nothing stands', async () => {
    const { result, calls, waits } = await creation([lost, 'made'], [undefined]);
    expect(result).toEqual(made);
    expect(calls).toEqual(['create', 'find', 'create']);
    expect(waits).toBe(1);
  });

  it('finds it at last where a read came too early', async () => {
    const { result, calls } = await creation([lost, taken], [undefined, { ...made, tags }]);
    expect(result).toEqual(made);
    expect(calls).toEqual(['create', 'find', 'create', 'find']);
  });

  it('gives up after three times', async () => {
    const { result, calls } = await creation([lost, lost, lost, 'made']);
    expect(result).toBe(lost);
    expect(calls.filter((call) => call === 'create')).toHaveLength(3);
  });

  it('sends nothing again that AWS refused', async () => {
    const quota = error({ code: 'quota', retry: 'replan' });
    expect(await creation([quota])).toEqual({ result: quota, calls: ['create'], waits: 0 });
  });

  it.each([
    [tagsOf('TargetGroup/default/api'), 'TargetGroup/default/api of installation default'],
    [tagsOf('TargetGroup/default/web', 'staging'), 'TargetGroup/default/web of installation staging'],
    [{ Name: 'by hand' }, 'no evenkeel installation'],
  ])('takes nothing over that carries %o', async (theirs, whose) => {
    const { result } = await creation([taken], [{ ...made, tags: theirs }]);
    expect(result).toMatchObject({
      code: 'owner-conflict',
      retry: 'never',
      message: `arn:web exists under its name and belongs to ${whose}`,
    });
  });

  it('plans anew where another part of the same manifest stands in its place', async () => {
    const { result } = await creation([taken], [{ ...made, tags: { ...tags, 'evenkeel.dev/part': '80/api' } }]);
    expect(result).toBe(taken);
  });
});

describe('asking for what may be gone', () => {
  it('gives nothing where it is', async () => {
    expect(await unlessGone(Promise.reject(error({ code: 'not-found' })))).toBeUndefined();
    expect(await unlessGone(Promise.resolve('here'))).toBe('here');
  });

  it('passes every other error on', async () => {
    const denied = error({ code: 'denied' });
    await expect(unlessGone(Promise.reject(denied))).rejects.toBe(denied);
  });
});

import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { readingThrough } from '../../src/aws/reads.ts';
import { whileReading } from '../../src/cli/scope/reading.ts';
import { openSession, type Session } from '../../src/cli/process/session.ts';
import { HastyClock, openTestAws } from '../aws/endpoint.ts';
import { simulatorEmulator } from '../support/simulated.ts';

beforeEach(() => {
  vi.stubEnv('CI', '');
  vi.stubEnv('TERM', 'xterm');
  return () => vi.unstubAllEnvs();
});

interface Watched {
  readonly session: Session;
  readonly clock: HastyClock;
  readonly said: () => string;
}

function watching(isTTY: { out: boolean; err: boolean } = { out: true, err: true }, logLevel = 'info'): Watched {
  const clock = new HastyClock();
  const stream = (isTerminal: boolean): NodeJS.WriteStream =>
    Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: isTerminal }) as unknown as NodeJS.WriteStream;
  const stderr = stream(isTTY.err);
  const options = { logLevel, manifests: [], color: false, owner: 'default' } as unknown as Session['options'];
  const session = openSession(options, [], { stdout: stream(isTTY.out), stderr, clock });
  return { session, clock, said: () => String(stderr.read() ?? '') };
}

/** Reads six times, a second each. */
async function slowly({ session, clock }: Watched): Promise<void> {
  const emulator = simulatorEmulator();
  const account = await emulator.open();
  const aws = await openTestAws(account.url, { clock: account.clock, connect: account.connect });
  const slow = readingThrough(aws, async ({ call, input }) => {
    await clock.sleep(1_000);
    return call(input);
  });
  await whileReading(session, slow, async (door) => {
    await door.ec2.describeVpcs({});
    await Promise.all(Array.from({ length: 3 }, () => door.ec2.describeSubnets({})));
    await door.ec2.describeVpcs({});
  });
  await emulator.stop();
}

describe('reading', () => {
  test('is shown from the second second on, with what is left, and gone in the end', async () => {
    const watched = watching();
    await slowly(watched);
    const lines = watched.said().split('\r').slice(1);
    expect(lines[0]).toBe('reading AWS: 1 of 1 calls\u001B[K');
    expect(lines).toContain('reading AWS: 2 of 4 calls, about 4 s left\u001B[K');
    expect(lines.at(-1)).toBe('\u001B[K');
  });

  test('makes room for what is said meanwhile', async () => {
    const { session, said } = watching();
    session.show?.('reading AWS: 1 of 2 calls');
    session.say('info', 'a word');
    expect(said()).toBe('\rreading AWS: 1 of 2 calls\u001B[K\r\u001B[Ka word\n');
  });

  test.each([
    ['stdout is a pipe', { out: false, err: true }, 'info'],
    ['stderr is a pipe', { out: true, err: false }, 'info'],
    ['only errors are wanted', { out: true, err: true }, 'error'],
  ])('is not shown where %s', async (_, isTTY, logLevel) => {
    const watched = watching(isTTY, logLevel);
    await slowly(watched);
    expect(watched.said()).toBe('');
  });

  test('is not shown in a pipeline', async () => {
    vi.stubEnv('CI', 'true');
    const watched = watching();
    await slowly(watched);
    expect(watched.said()).toBe('');
  });
});

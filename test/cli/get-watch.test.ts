import {
  ModifyLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { edited, folderOf } from '../support/folders.ts';
import { forbiddenIn } from '../support/hostile.ts';
import { HastyClock } from '../aws/endpoint.ts';
import { openAccount, type Account } from './account.ts';
import { Executable, hasSaid } from './executable.ts';
import { InProcess } from './in-process.ts';

const executable = new Executable();
const evenkeel = new InProcess();

interface Watched {
  readonly code: number;
  /** What was printed and said by each look. */
  readonly looks: readonly { readonly out: string; readonly err: string }[];
  /** How long it waited between them. */
  readonly pauses: readonly number[];
}

/** What is waited for in a look goes by at once, and so does what lies between two, where something may be done. */
class Pausing extends HastyClock {
  onPause: (ms: number) => Promise<void> = () => Promise.resolve();

  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms >= 10_000) await this.onPause(ms);
    return super.sleep(ms, signal);
  }
}

/** Watches, with something done between two looks each time, until nobody reads the output any more. */
async function watched(
  { environment }: Account,
  args: readonly string[],
  between: readonly (() => Promise<unknown> | void)[],
  clock = new Pausing(Date.now()),
): Promise<Watched> {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const stream = (): NodeJS.WriteStream =>
    Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: false }) as unknown as NodeJS.WriteStream;
  const [stdout, stderr] = [stream(), stream()];
  const looks: { out: string; err: string }[] = [];
  const pauses: number[] = [];
  const read = (from: NodeJS.WriteStream): string => String((from as unknown as PassThrough).read() ?? '');
  clock.onPause = async (ms) => {
    pauses.push(ms);
    looks.push({ out: read(stdout), err: read(stderr) });
    const next = between[looks.length - 1];
    if (next === undefined) stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    else await next();
  };
  const code = await run(['get', '--watch', ...args], { stdout, stderr, clock });
  return { code, looks, pauses };
}

async function setTimeoutOf({ sdk: { elbv2 } }: Account, seconds: number): Promise<void> {
  const { LoadBalancers: [balancer] = [] } = await elbv2.send(new DescribeLoadBalancersCommand({}));
  const Attributes = [{ Key: 'idle_timeout.timeout_seconds', Value: String(seconds) }];
  await elbv2.send(
    new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: balancer!.LoadBalancerArn!, Attributes }),
  );
}

describe('get --watch', () => {
  test('prints the table, and then only the rows that changed, until nobody reads on', async () => {
    const account = await openAccount(evenkeel);
    await account.run('apply', '--yes');
    const { code, looks, pauses } = await watched(
      account,
      [],
      [() => undefined, () => setTimeoutOf(account, 77), () => undefined, () => setTimeoutOf(account, 120)],
    );
    expect(code).toBe(0);
    expect(looks.map(({ err }) => err)).toEqual(['', '', '', '', '']);
    expect(looks[0]!.out.split('\n')).toHaveLength(8);
    expect(looks[0]!.out).toMatch(
      /^NAME +READY +STATUS +DRIFT +ADDRESS +AGE\nloadbalancer\/content-routing +True +Active +- /,
    );
    expect(looks.slice(1).map(({ out }) => out.replaceAll(/ +/g, ' ').replace(/ \S+ \S+\n$/, ''))).toEqual([
      '',
      // The cell is wider than the column was: the heads are shown once more.
      'NAME READY STATUS DRIFT ADDRESS AGE\nloadbalancer/content-routing True Active 1 field',
      '',
      'loadbalancer/content-routing True Active -',
    ]);
    expect(pauses).toEqual([10_000, 10_000, 10_000, 10_000, 10_000]);
  });

  test.each([
    [['lb/content-routing', '-o', 'name'], 'loadbalancer/content-routing\n'],
    [['lb', '-o', 'jsonpath={.status.conditions[?(@.type=="Drifted")].status}'], 'True\n'],
    [['lb', '-o', 'custom-columns=DRIFTED:.status.conditions[?(@.type=="Drifted")].status'], 'True\n'],
    [['lb', '-o', 'yaml'], /^---\napiVersion: [^]*type: Drifted\n +status: "True"/],
    [['lb', '-o', 'json'], /^\{\n {2}"apiVersion": [^]*\n\}\n$/],
  ])('%j prints each by itself', async (args, expected) => {
    const account = await openAccount(evenkeel);
    await account.run('apply', '--yes');
    const { looks } = await watched(account, args, [() => setTimeoutOf(account, 77), () => undefined]);
    expect(looks).toHaveLength(3);
    expect(looks[1]!.out).toEqual(
      typeof expected === 'string' ? expected : (expect.stringMatching(expected) as string),
    );
    expect(looks[2]!.out).toBe('');
  });

  test('goes on while the folder is wrong or AWS away, and says so once', async () => {
    const account = await openAccount(evenkeel);
    const folder = edited('content-routing', {});
    const file = join(folder, 'more.yaml');
    const { looks, code } = await watched(
      account,
      ['-f', folder],
      [
        () => writeFileSync(file, 'kind: ['),
        () => undefined,
        () => writeFileSync(file, ''),
        () => account.simulator.faults.set([{ kind: 'access-denied', action: 'DescribeVpcs' }]),
        () => undefined,
        () => account.simulator.faults.clear(),
        () =>
          writeFileSync(
            file,
            '{apiVersion: evenkeel.dev/v1, kind: SecurityGroup, metadata: {name: more}, spec: {description: more, vpc: {name: tour-vpc}}}',
          ),
        () => writeFileSync(file, ''),
      ],
    );
    expect(code).toBe(0);
    const printed = looks.map(({ out, err }) => out + err);
    expect(printed[1]).toMatch(/^more\.yaml:1:8 {2}.*\n1 problem; /);
    expect(printed[2]).toBe('');
    expect(printed[3]).toBe('');
    expect(printed[4]).not.toBe('');
    expect(printed[5]).toBe('');
    expect(printed[7]).toMatch(/^securitygroup\/more +False +\w+ +not created/);
    expect(printed[8]).toBe('SecurityGroup/default/more is no longer among the manifests that are asked for\n');
  });

  test('looks no more often than leaves two thirds of the time to others', async () => {
    const clock = new Pausing(Date.now());
    const account = await openAccount(evenkeel, { clock });
    account.simulator.faults.set([{ kind: 'latency', action: 'DescribeVpcs', ms: 9_000 }]);
    const { pauses } = await watched(account, [], [() => account.simulator.faults.clear()], clock);
    expect(pauses).toEqual([18_000, 10_000]);
  });

  test('begins with what there is, and fails where that cannot be seen', async () => {
    const account = await openAccount(evenkeel);
    const { environment } = account;
    expect(await evenkeel.run(['get', '-w', 'lb/nobody'], environment)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('the folder has no LoadBalancer "nobody"') as string,
    });
    expect(await evenkeel.run(['get', '-w', '-f', '-'], environment)).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'error: --watch reads the manifests again and again, and standard input can be read once; pass a folder with -f\n',
    });
  });
});

describe('the executable', () => {
  test('prints what changes as it does, and ends at Ctrl-C as any program', async () => {
    const account = await openAccount(executable);
    await account.run('apply', '--yes');
    const child = executable.start(['get', '-w', '--interval', '100ms'], account.environment);
    const all = text(child.stdout!);
    await hasSaid(child.stdout!, /loadbalancer\/content-routing +True +Active +- /);
    await setTimeoutOf(account, 77);
    await hasSaid(child.stdout!, /loadbalancer\/content-routing +True +Active +1 field /);
    const signal = new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
    child.kill('SIGINT');
    // A shell's $? is 130 then.
    expect(await signal).toBe('SIGINT');
    expect(forbiddenIn(await all)).toEqual([]);
  });

  test('ends when its reader does', async () => {
    const account = await openAccount(executable);
    const child = executable.start(['get', '-w', '--interval', '100ms'], account.environment);
    const closed = new Promise((resolve) => child.once('close', resolve));
    await hasSaid(child.stdout!, /loadbalancer/);
    child.stdout!.destroy();
    await account.run('apply', '--yes');
    expect(await closed).toBe(0);
  });
});

test('nothing of a hostile folder gets through', async () => {
  const account = await openAccount(evenkeel);
  const evil = 'evil\u001b[2J\u009b31m';
  const folder = folderOf({
    [`${evil}.yaml`]: JSON.stringify({
      apiVersion: 'evenkeel.dev/v1',
      kind: 'TargetGroup',
      metadata: { name: evil },
      spec: {},
    }),
  });
  const { looks } = await watched(account, ['-o', 'wide', '-f', folder], [() => undefined]);
  expect(looks[0]!.err).toContain(String.raw`\u009b`);
  expect(looks.flatMap(({ out, err }) => forbiddenIn(out + err))).toEqual([]);
});

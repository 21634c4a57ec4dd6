import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../src/core/clock.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { folderOf } from '../support/folders.ts';
import { openAccount } from './account.ts';
import { ended, Executable, hasSaid } from './executable.ts';

const executable = new Executable();

describe('a reader that went away', () => {
  test.each([[['plan']], [['--help']], [['explain', 'LoadBalancer']]])('leaves no trace of %j', async (args) => {
    const { environment } = await openAccount(executable);
    const child = executable.start(args, environment);
    child.stdout?.destroy();
    child.stderr?.setEncoding('utf8');
    const said: string[] = [];
    child.stderr?.on('data', (part: string) => said.push(part));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, said }).toEqual({ code: 0, said: [] });
  });

  test('does not stop an apply', async () => {
    const { environment, simulator, run } = await openAccount(executable);
    const child = executable.start(['apply', '--yes'], environment);
    child.stdout?.destroy();
    child.stderr?.destroy();
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect(simulator.journal.count('CreateRule')).toBe(6);
    expect((await run('plan', '--detailed-exitcode')).code).toBe(0);
  });
});

describe('Ctrl-C', () => {
  test('lets the calls under way finish, begins nothing, and says what was done', async () => {
    const clock = new ManualClock();
    const { environment, simulator, run } = await openAccount(executable, { clock });
    simulator.faults.set([{ kind: 'latency', action: 'CreateLoadBalancer', ms: 1_000 }]);
    const child = executable.start(['apply', '--yes', '--log-level', 'debug'], environment);
    const all = ended(child);
    await hasSaid(child.stderr!, /load-balancer\/default\/content-routing: create begins/);
    child.kill('SIGINT');
    await hasSaid(child.stderr!, /stopping: finishing the calls under way/);
    const passing = setInterval(() => clock.advance(1_000), 5);
    onTestFinished(() => clearInterval(passing));
    const { code, stderr } = await all;
    expect(code).toBe(130);
    const [, done = '', undone = ''] =
      /interrupted; done:\n([^]*)not done:\n([^]*)run it again to continue\n$/.exec(stderr) ?? [];
    expect(done).toContain('create load-balancer/default/content-routing\n');
    expect(undone).toContain('create listener/default/content-routing/80\n');
    expect(simulator.journal.count('CreateLoadBalancer')).toBe(1);
    expect(simulator.journal.count('CreateListener')).toBe(0);
    simulator.faults.clear();
    expect((await run('apply', '--yes')).code).toBe(0);
    expect(simulator.journal.count('CreateLoadBalancer')).toBe(1);
  });

  test('a second time leaves at once', async () => {
    const { environment, simulator } = await openAccount(executable);
    simulator.faults.set([{ kind: 'latency', action: 'CreateLoadBalancer', ms: 60_000 }]);
    const child = executable.start(['apply', '--yes'], environment);
    const all = ended(child);
    await hasSaid(child.stderr!, /created target-group\/default\/pages/);
    child.kill('SIGINT');
    await hasSaid(child.stderr!, /Ctrl-C again/);
    child.kill('SIGINT');
    expect((await all).code).toBe(130);
  });

  test('ends the waiting, which the next run takes up', async () => {
    const { environment, simulator, run } = await openAccount(executable, {
      settings: { provisioningMs: 60 * 60_000 },
    });
    const child = executable.start(['apply', '--yes'], environment);
    const all = ended(child);
    await hasSaid(child.stderr!, /waiting for load-balancer\/default\/content-routing: provisioning/);
    child.kill('SIGINT');
    expect((await all).code).toBe(130);
    const writes = simulator.journal.writes();
    const late = await run('apply', '--yes', '--timeout', '1s');
    expect(late.code).toBe(1);
    expect(late.stderr).toMatch(/not ready: load-balancer\/default\/content-routing: provisioning/);
    expect(late.stderr).toContain('allow more time with --timeout');
    expect((await run('apply', '--yes', '--no-wait')).code).toBe(0);
    expect(simulator.journal.writes()).toBe(writes);
  });
});

// util-linux's script gives a process a terminal.
const terminal = spawnSync('script', ['--version']).status === 0;

describe.skipIf(!terminal)('on a terminal', () => {
  async function answering(answer: string, ...flags: string[]) {
    const account = await openAccount(executable);
    const line = [process.execPath, executable.path, 'apply', ...flags].join(' ');
    const env = { PATH: process.env['PATH'], HOME: executable.home, TERM: 'xterm', ...account.environment };
    const child = spawn('script', ['-qec', line, '/dev/null'], { env });
    onTestFinished(() => void child.kill());
    const all = ended(child);
    await hasSaid(child.stdout, /Make 16 changes\? \[y\/N\]/);
    child.stdin.write(answer);
    return { account, ...(await all) };
  }

  test('a yes is asked for', async () => {
    const { account, code, stdout } = await answering('y\r');
    expect(code).toBe(0);
    expect(stdout).toContain('\u001B[32mcreated\u001B[39m load-balancer');
    expect(account.simulator.journal.count('CreateLoadBalancer')).toBe(1);
  });

  test.each([['n\r'], ['\r'], ['\u0004']])('%j is a no', async (answer) => {
    const { account, code, stdout } = await answering(answer);
    expect(code).toBe(1);
    expect(stdout).toContain('nothing was done');
    expect(account.simulator.journal.writes()).toBe(0);
  });

  test('no colours are shown where none are wished', async () => {
    const { stdout } = await answering('y\r', '--no-color');
    expect(stdout).toContain('created load-balancer');
  });
});

describe('simulator', () => {
  test('is an AWS that stands until Ctrl-C, with what the fixtures say', async () => {
    const { regions } = fixtureNamed('content-routing');
    const other = { regions: { 'ap-northeast-2': { vpcs: [{ name: 'other-vpc', cidr: '10.9.0.0/16' }] } } };
    const folder = folderOf({ 'tour.json': [{ regions }], 'other.yaml': [other] });
    const fixtures = ['--fixture', `${folder}/tour.json`, '--fixture', `${folder}/other.yaml`];
    const child = executable.start(['simulator', '--port', '0', ...fixtures]);
    const all = ended(child);
    const [, url = ''] = /AWS_ENDPOINT_URL=(\S+)/.exec(await hasSaid(child.stdout!, /aws elbv2/)) ?? [];
    const { environment } = await openAccount(executable);
    const planned = await executable.run(['plan'], { ...environment, AWS_ENDPOINT_URL: url });
    expect(planned.stdout).toContain('Plan: 13 to create, 3 to register.');
    const wanting = folderOf({
      'a.yaml': `apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: other }
spec: { vpc: { name: other-vpc } }
`,
    });
    const second = await executable.run(['plan', '-f', wanting, '--endpoint-url', url], { ...environment });
    expect(second.stdout).toContain('create security-group/default/other');
    child.kill('SIGINT');
    const { code, stderr } = await all;
    expect(code).toBe(0);
    expect(stderr).toMatch(/answered \d+ calls/);
  });

  test('answers requests as its load balancers would', async () => {
    const { regions } = fixtureNamed('content-routing');
    const folder = folderOf({ 'tour.json': [{ regions }] });
    const child = executable.start(['simulator', '--port', '0', '--data-plane', '--fixture', `${folder}/tour.json`]);
    const all = ended(child);
    const [, url = ''] = /AWS_ENDPOINT_URL=(\S+)/.exec(await hasSaid(child.stdout!, /aws elbv2/)) ?? [];
    const answered = hasSaid(child.stdout!, /answers as/);
    const { environment } = await openAccount(executable);
    await executable.run(['apply', '--yes'], { ...environment, AWS_ENDPOINT_URL: url });
    const [, origin = ''] = /(\S+) answers as content-routing on port 80\n/.exec(await answered) ?? [];
    expect(await (await fetch(`${origin}/internal/tour`)).text()).toBe('Nothing to see here.');
    child.kill('SIGINT');
    expect((await all).code).toBe(0);
  });

  test('says what is wrong with a fixture, and where the port is taken', async () => {
    const folder = folderOf({ 'odd.yaml': 'regions: { x: { vpc: [] } }', 'torn.yaml': 'regions: [' });
    const odd = await executable.run(['simulator', '--fixture', `${folder}/odd.yaml`]);
    expect(odd).toMatchObject({ code: 1, stdout: '' });
    expect(odd.stderr).toMatch(/^error: .*odd\.yaml: fixture\.regions\.x has no vpc; it has vpcs/);
    const torn = await executable.run(['simulator', '--fixture', `${folder}/torn.yaml`]);
    expect(torn.stderr).toMatch(/torn\.yaml:1:\d+/);
    const { simulator } = await openAccount(executable);
    const taken = await executable.run(['simulator', '--port', String(simulator.port)]);
    expect(taken.code).toBe(1);
    expect(taken.stderr).toBe(
      `error: port ${simulator.port} is already in use; choose another port with --port, or any free one with --port 0\n`,
    );
  });
});

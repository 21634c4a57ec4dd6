import { cpSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folderOf, manifestsOf } from '../support/folders.ts';
import { openAccount } from './account.ts';
import { ended, Executable, hasSaid } from './executable.ts';

const executable = new Executable();

const flags = ['run', '--listen', '127.0.0.1:0', '--log-format', 'json'];

/** A copy of the tour in a folder with a lock of its own. */
function tour(): { readonly manifests: string; readonly own: readonly string[] } {
  const manifests = folderOf({});
  cpSync(manifestsOf('content-routing'), manifests, { recursive: true });
  return { manifests, own: ['-f', manifests, '--lock', `${folderOf({})}/lock`] };
}

test.each(['SIGTERM', 'SIGINT'] as const)('keeps the folder until %s, and leaves with 0', async (signal) => {
  const { environment, simulator } = await openAccount(executable);
  const child = executable.start([...flags, ...tour().own], environment);
  const all = ended(child);
  const said = await hasSaid(child.stderr!, /"msg":"changed".*listener-rule|listener-rule.*"msg":"changed"/);
  expect(said).toContain('"msg":"started"');
  child.kill(signal);
  const { code, stderr, stdout } = await all;
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toContain('"inTime":true,"msg":"stopped"');
  for (const line of stderr.trimEnd().split('\n')) expect(() => void JSON.parse(line)).not.toThrow();
  expect(simulator.journal.count('CreateLoadBalancer')).toBe(1);
});

test('finishes the call under way, and begins no other', async () => {
  const { environment, simulator } = await openAccount(executable);
  simulator.faults.set([{ kind: 'latency', action: 'CreateLoadBalancer', ms: 500 }]);
  const child = executable.start([...flags, ...tour().own], environment);
  const all = ended(child);
  await hasSaid(child.stderr!, /"msg":"started"/);
  while (simulator.journal.writes() === 0) await new Promise((resolve) => void setImmediate(resolve));
  child.kill('SIGTERM');
  expect((await all).code).toBe(0);
  expect(simulator.journal.count('CreateListener')).toBe(0);
});

test('looks at once on SIGHUP', async () => {
  const { environment } = await openAccount(executable);
  const args = [...flags, ...tour().own, '--log-level', 'debug', '--interval', '1h'];
  const child = executable.start(args, environment);
  const all = ended(child);
  await hasSaid(child.stderr!, /"number":2,"trigger":"retry"/);
  child.kill('SIGHUP');
  await hasSaid(child.stderr!, /"trigger":"signal".*"msg":"cycle ended"/);
  child.kill('SIGTERM');
  expect((await all).code).toBe(0);
});

test.each([
  { where: 'on this machine', host: '127.0.0.1', options: [], says: { looks: 'full' } },
  // An address that is not known to be this machine's, as AWS's is not.
  { where: 'elsewhere', host: '[::ffff:127.0.0.1]', options: [], says: { looks: 'remembered', readBudget: '30%' } },
  {
    where: 'with a budget',
    host: '127.0.0.1',
    options: ['--read-budget', '5%'],
    says: { looks: 'remembered', readBudget: '5%' },
  },
  { where: 'with both', host: '127.0.0.1', options: ['--read-budget', '100%', '--full-look'], says: { looks: 'full' } },
])('says first how it looks at AWS, $where', async ({ host, options, says }) => {
  const { environment } = await openAccount(executable);
  const AWS_ENDPOINT_URL = environment['AWS_ENDPOINT_URL']!.replace('127.0.0.1', host);
  const child = executable.start([...flags, ...tour().own, ...options], { ...environment, AWS_ENDPOINT_URL });
  const said = await hasSaid(child.stderr!, /"msg":"started"/);
  const line = said.split('\n').find((one) => one.includes('"msg":"started"'))!;
  const { looks, readBudget } = JSON.parse(line) as { looks: string; readBudget?: string };
  expect({ looks, readBudget }).toEqual(says);
});

test('refuses to be reached by others without a token', async () => {
  const { environment } = await openAccount(executable);
  const { code, stderr } = await executable.run([...flags, ...tour().own, '--listen', '0.0.0.0:0'], environment);
  expect(code).toBe(1);
  expect(stderr).toContain('--token-file');
});

test('a secret that cannot be read is reported by the option that names it', async () => {
  const { environment } = await openAccount(executable);
  const { code, stderr } = await executable.run([...flags, '--hook-secret-file', '/nowhere'], environment);
  expect(code).toBe(1);
  expect(stderr).toContain("the file of --hook-secret-file can't be read: ENOENT");
});

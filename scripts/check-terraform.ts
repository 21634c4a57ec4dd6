import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startSimulator } from '../src/simulator/server.ts';

/*
 * Stock Terraform builds, changes and destroys each configuration of test/terraform on the simulator, and has nothing to
 * plan after each step. Needs `terraform` on the PATH, and the AWS provider where `terraform init` finds it.
 * Arguments: the names of the configurations, without any: all of them.
 */

const folder = join(import.meta.dirname, '../test/terraform');

/** Exit code 2 of a plan is that there is something to do. */
const steps: readonly (readonly [string, readonly string[]])[] = [
  ['init', ['init', '-input=false']],
  ['build', ['apply', '-auto-approve']],
  ['plan nothing', ['plan', '-detailed-exitcode']],
  ['change', ['apply', '-auto-approve', '-var', 'v=2']],
  ['plan nothing again', ['plan', '-detailed-exitcode', '-var', 'v=2']],
  ['destroy', ['destroy', '-auto-approve', '-var', 'v=2']],
];

if (spawnSync('terraform', ['version'], { stdio: 'ignore' }).status !== 0) {
  report('There is no `terraform` on the PATH: install it, and see CONTRIBUTING.md.');
  process.exit(1);
}
const all = (await readdir(folder)).filter((name) => name.endsWith('.tf')).map((name) => basename(name, '.tf'));
const asked = process.argv.slice(2);
let failed = 0;
for (const name of asked.length > 0 ? asked : all) if (!(await holds(name))) failed += 1;
report(`${failed === 0 ? 'all' : 'not all'} configurations hold`);
process.exit(failed === 0 ? 0 : 1);

async function holds(name: string): Promise<boolean> {
  const site = await mkdtemp(join(tmpdir(), 'evenkeel-terraform-'));
  const simulator = await startSimulator({ settings: { provisioningMs: 200 } });
  try {
    await cp(join(folder, 'shared'), site, { recursive: true });
    await cp(join(folder, `${name}.tf`), join(site, 'main.tf'));
    for (const [step, words] of steps) {
      const { code, said } = await terraform(site, simulator.url, words);
      if (code === 0) continue;
      report(`${name}: ${step} ended with ${code}\n${said.slice(Math.max(0, said.search(/^Error/m)))}`);
      return false;
    }
    report(`${name}: built, changed and destroyed, with nothing to plan in between`);
    return true;
  } finally {
    await simulator.close();
    await rm(site, { recursive: true, force: true });
  }
}

async function terraform(cwd: string, url: string, words: readonly string[]): Promise<{ code: number; said: string }> {
  const child = spawn('terraform', [...words, '-no-color'], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, AWS_ENDPOINT_URL: url, AWS_EC2_METADATA_DISABLED: 'true', CHECKPOINT_DISABLE: '1' },
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: Number(code ?? 1), said: `${out}${err}` };
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}

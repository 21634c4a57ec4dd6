import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { demoGround } from '../../src/simulator/demo-ground.ts';
import { mergeFixtures } from '../../src/simulator/fixture.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { ended, Executable, hasSaid } from '../cli/executable.ts';
import { InProcess } from '../cli/in-process.ts';
import type { Ran } from '../cli/runner.ts';
import { folderOf, manifestsOf } from '../support/folders.ts';
import { blocksOf, pages, type Block } from './pages.ts';

/*
 * Each line of a shell that a page shows is run, in the order of the page, on the ground of `simulator --demo` and a network called prod,
 * with manifests of the names that the pages use.
 */

/** Lines that are not run, and why. */
const notRun: readonly (readonly [RegExp, string])[] = [
  [/^(?:npm|npx) /, 'is about this repository, and run by whoever runs these tests'],
  [/^(?:aws|docker|kubectl) /, "is another program's"],
  [/^export AWS_ENDPOINT_URL/, 'is how these tests call the simulator too'],
  [/^evenkeel init$/, 'asks, on a terminal: see init.test.ts'],
  [/^evenkeel run .*--git-pull/, 'needs a work tree with an upstream: see test/daemon'],
  [/^evenkeel completion (?:zsh|fish) >/, 'writes to where the shell looks: see completion.test.ts'],
];

/** Programs of others, as far as the lines need them. */
const standIns: Readonly<Record<string, string>> = {
  render: 'cat "$STAGE_FOLDER/shared/rendered.yaml"',
  kustomize: 'cat "$STAGE_FOLDER/shared/rendered.yaml"',
  kubectl: 'cat > /dev/null',
};

/** Those that go on: what is added so that they meet nobody else, and what they say. */
const lasting: readonly (readonly [RegExp, readonly string[], RegExp])[] = [
  [/^evenkeel simulator/, ['--port', '0'], /AWS, simulated/],
  [/^evenkeel run/, ['--listen', '127.0.0.1:0', '--lock', 'lock'], /started/],
  [/^evenkeel get .*-w$/, [], /service\/web/],
];

/** Exit codes that are no failure, and what they say. */
const answers: readonly (readonly [RegExp, readonly number[]])[] = [
  [/--detailed-exitcode/, [0, 2]],
  [/^evenkeel (?:diagnose|leftovers|drift)|leftovers --all$|import --diff/, [0, 2]],
  // In order or not is the answer.
  [/fmt --check/, [0, 1]],
];

const web = `
apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: web-alb-sg, labels: { team: web } }
spec: { description: web, vpc: { name: prod }, ingress: [{ protocol: tcp, port: 80, from: [{ cidr: 0.0.0.0/0 }] }] }
---
apiVersion: evenkeel.dev/v1
kind: LoadBalancer
metadata: { name: web-alb, labels: { team: web } }
spec:
  vpc: { name: prod }
  subnets: [{ name: Public prod A }, { name: Public prod C }]
  securityGroups: [{ ref: web-alb-sg }]
  listeners: [{ port: 80, protocol: HTTP, defaultActions: [{ forward: { targetGroups: [{ targetGroup: { ref: web } }] } }] }]
  tags: { team: web }
---
apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata: { name: web }
spec: { protocol: HTTP, port: 80, vpc: { name: prod } }
---
apiVersion: evenkeel.dev/v1
kind: Service
metadata: { name: web }
spec: { targetGroups: [{ targetGroup: { ref: web } }], instances: [{ tags: { Role: web } }] }
`;

function group(name: string, namespace: string): string {
  return `
apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: ${name}, namespace: ${namespace} }
spec: { description: ${name}, vpc: { name: prod } }
`;
}

const ground = mergeFixtures([
  demoGround,
  {
    regions: {
      'ap-northeast-2': {
        vpcs: [
          {
            name: 'prod',
            cidr: '10.50.0.0/16',
            internetGateway: true,
            subnets: ['a', 'c'].map((zone, index) => ({
              name: `Public prod ${zone.toUpperCase()}`,
              zone,
              cidr: `10.50.${index}.0/24`,
              public: true,
            })),
          },
        ],
        instances: [{ name: 'web-1', subnet: 'Public prod A', vpc: 'prod', tags: { Role: 'web' } }],
        clusters: [{ name: 'demo' }],
      },
    },
  },
]);

const executable = new Executable();

/** A folder and an account as a reader of a page has them. */
async function stage(): Promise<{
  folder: string;
  run: (line: string) => Promise<Ran>;
  isSaid: (line: string) => Promise<unknown>;
}> {
  const folder = folderOf({});
  const home = new InProcess(folder);
  const simulator = await startSimulator({
    fixture: ground,
    clock: home.clock,
    settings: { provisioningMs: 0, networkInterfaceLingerMs: 0 },
  });
  // Whoever waits in a process of its own waits in real time.
  const passing = setInterval(() => void home.clock.sleep(1_000), 20);
  onTestFinished(() => {
    clearInterval(passing);
    return simulator.close();
  });
  const bin = folderOf({});
  const programs = { ...standIns, evenkeel: `exec '${process.execPath}' '${executable.path}' "$@"` };
  for (const [name, body] of Object.entries(programs))
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  const environment = {
    AWS_ENDPOINT_URL: simulator.url,
    AWS_REGION: 'ap-northeast-2',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    STAGE_FOLDER: folder,
    PATH: `${bin}:${process.env['PATH']}`,
  };
  const inShell = (line: string): Promise<Ran> => {
    const child = spawn('bash', ['-c', line], { cwd: folder, env: { HOME: folder, ...environment } });
    child.stdin.end();
    return ended(child);
  };
  lay(folder);
  const own = (line: string): Promise<Ran> =>
    /^evenkeel [^|<>&()$]*$/.test(line) ? home.run(wordsOf(line).slice(1), environment) : inShell(line);
  await own('evenkeel apply --yes');
  return {
    folder,
    run: own,
    isSaid: async (line) => {
      const [, more, says] = lasting.find(([pattern]) => pattern.test(line))!;
      const args = [executable.path, ...wordsOf(line).slice(1), ...more];
      const child = spawn(process.execPath, args, { cwd: folder, env: { HOME: folder, ...environment } });
      onTestFinished(() => void child.kill('SIGKILL'));
      const said = Promise.any([hasSaid(child.stdout, says), hasSaid(child.stderr, says)]);
      await said;
      child.kill('SIGKILL');
      return said;
    },
  };
}

function lay(folder: string): void {
  const files = {
    'manifests/web.yaml': web,
    'manifests/staging.yaml': group('staging', 'staging'),
    'infra/web.yaml': web,
    'shared/tls.yaml': group('tls', 'default'),
    'shared/rendered.yaml': group('rendered', 'default'),
    'lab.yaml': blocksOf('docs/simulator.md').find(({ text }) => text.startsWith('regions:\n'))!.text,
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain!,
  );
}

/** The lines of a block that say something to a shell. */
function linesOf({ text }: Block): string[] {
  const joined = text.replaceAll(/\\\n\s*/g, ' ').split('\n');
  return joined
    .map((line) =>
      line
        .replace(/(^|\s)#.*$/, '')
        .trim()
        .replaceAll(/ +/g, ' '),
    )
    .filter((line) => line !== '');
}

/** As whoever has no terminal writes it. */
function agreed(line: string): string {
  return /^evenkeel (?:apply|delete|release)\b/.test(line) && !/ --(?:yes|dry-run)|\.plan/.test(line)
    ? `${line} --yes`
    : line;
}

const examples = pages
  .filter((page) => page.startsWith('docs/'))
  .flatMap((page) => blocksOf(page).filter(({ language }) => language === 'sh'))
  .map((block) => ({ block, lines: linesOf(block).filter((line) => !notRun.some(([pattern]) => pattern.test(line))) }))
  .filter(({ lines }) => lines.length > 0);

/** Verb by verb, the lines are examples of their own, and no story. */
const stories = examples.flatMap(({ block: { page, line }, lines }): (readonly [string, readonly string[]])[] => {
  const isOne = page !== 'docs/command-line.md' || !lines.some((one) => /^evenkeel (?:init|apply|import)/.test(one));
  const place = `${page}:${line}`;
  return isOne ? [[place, lines] as const] : lines.map((one) => [`${place} ${one}`, [one]] as const);
});

test.each(stories)('%s', async (_, lines) => {
  const { folder, run, isSaid } = await stage();
  const all = lines.join('\n');
  if (all.includes('evenkeel import')) {
    await run('evenkeel release --yes');
    await run('true && rm -r manifests');
    // What is asked for there is what it is held against.
    if (!all.includes('--diff')) await run('true && rm -r infra');
  }
  if (/apply web\.plan/.test(all) && !all.includes('--out web.plan')) await run('evenkeel plan --out web.plan');
  for (const [, scenario = ''] of all.matchAll(/-f manifests\/(\S+)/g))
    cpSync(manifestsOf(scenario), join(folder, 'manifests', scenario), { recursive: true });
  for (const line of lines) {
    // Each is a way to begin, in an empty folder.
    if (line.startsWith('evenkeel init'))
      await run(`true && rm -rf ${line.includes('--out infra') ? 'infra' : 'manifests'}`);
    if (lasting.some(([pattern]) => pattern.test(line))) {
      await isSaid(line);
      continue;
    }
    const { code, stdout, stderr } = await run(agreed(line));
    const [, codes] = answers.find(([pattern]) => pattern.test(line)) ?? [undefined, [0]];
    expect.soft(codes, `${line}\n${stdout}${stderr}`).toContain(code);
  }
});

test('each line that is not run is on a page', () => {
  const all = pages.flatMap((page) => blocksOf(page)).filter(({ language }) => language === 'sh');
  const lines = all.flatMap(linesOf);
  expect(notRun.filter(([pattern]) => !lines.some((line) => pattern.test(line)))).toEqual([]);
});

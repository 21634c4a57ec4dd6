import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { Executable, ended, hasSaid } from '../cli/executable.ts';

/* What `npm pack` makes of a built checkout, as it works for somebody who installs it in an empty folder and has nothing else. */

const root = join(import.meta.dirname, '../..');
const site = mkdtempSync(join(tmpdir(), 'evenkeel-package-'));
const tarball = join(site, `evenkeel-${packageJson.version}.tgz`);
const installed = join(site, 'user/node_modules/evenkeel');
let files: readonly string[];

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
}

interface Bill {
  readonly bomFormat: string;
  readonly components: readonly (Component & { readonly hashes: readonly { readonly content: string }[] })[];
}

function npm(folder: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr}`);
}

beforeAll(() => {
  const checkout = join(site, 'checkout');
  for (const path of ['package.json', 'README.md', 'LICENSE', ...packageJson.files]) {
    const from = path === 'dist' ? dirname(inject('executable')) : join(root, path);
    cpSync(from, join(checkout, path), { recursive: true });
  }
  npm(checkout, 'pack', '--ignore-scripts', '--pack-destination', site);
  mkdirSync(join(site, 'user'));
  npm(join(site, 'user'), 'install', '--offline', '--no-audit', '--no-fund', tarball);
  files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
});

afterAll(() => rmSync(site, { recursive: true, force: true }));

test('holds what is run and what describes it, and nothing of how it is made', () => {
  for (const file of [
    'dist/evenkeel.js',
    'dist/page.html',
    'crds/services.yaml',
    'schemas/evenkeel.json',
    'docs/iam-policy.json',
  ])
    expect(files).toContain(file);
  expect(files.filter((file) => /\.tsx?$|^(?:test|src|scripts)\b/.test(file))).toEqual([]);
  expect(statSync(tarball).size).toBeLessThan(4_000_000);
  // Before it is packed from a checkout, it is built.
  expect(packageJson.scripts.prepack).toContain('run --silent build');
});

test('needs no other package, and runs nothing when it is installed', () => {
  expect(readdirSync(join(site, 'user/node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['evenkeel']);
  expect(packageJson).not.toHaveProperty('dependencies');
  expect(Object.keys(packageJson.scripts).filter((name) => /^(?:pre|post)?install$|^prepare$/.test(name))).toEqual([]);
});

test('names each package that is inside, with the text of its licence and its digest', () => {
  const notices = readFileSync(join(installed, 'dist/THIRD_PARTY_NOTICES'), 'utf8');
  const { bomFormat, components } = JSON.parse(readFileSync(join(installed, 'dist/sbom.cdx.json'), 'utf8')) as Bill;
  expect(bomFormat).toBe('CycloneDX');
  const names = components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
  expect(names).toEqual(expect.arrayContaining(['@aws-sdk/client-ec2', '@smithy/core', 'hono', 'preact', 'yaml']));
  // What only tests and builds use is not inside.
  for (const outside of ['esbuild', 'fast-check', 'vitest']) expect(names).not.toContain(outside);
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version: string; readonly integrity?: string }>>;
  };
  const locked = new Set(Object.values(packages).map(({ integrity }) => integrity));
  for (const [index, { version, hashes }] of components.entries()) {
    expect(notices).toMatch(new RegExp(`^${names[index]!} ${version.replaceAll('.', String.raw`\.`)} \\(`, 'm'));
    expect(locked).toContain(`sha512-${Buffer.from(hashes[0]!.content, 'hex').toString('base64')}`);
  }
  for (const title of ['Apache License', 'Permission is hereby granted', 'Permission to use, copy'])
    expect(notices).toContain(title);
});

test('runs from an empty folder, the simulator too', async () => {
  const executable = new Executable(onTestFinished, join(site, 'user/node_modules/.bin/evenkeel'));
  const help = await executable.run(['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Usage: evenkeel') as string });
  const { stdout: version } = await executable.run(['version', '-o', 'json']);
  const commit = expect.stringMatching(/^[0-9a-f]{40}$/) as string;
  expect(JSON.parse(version)).toMatchObject({ version: packageJson.version, commit });
  const simulator = executable.start(['simulator', '--demo', '--port', '0']);
  const [url] = /http:\/\/\S+/.exec(await hasSaid(simulator.stdout!, /http:\/\/\S+ /))!;
  const environment = { AWS_ENDPOINT_URL: url };
  const manifests = join(root, 'manifests/content-routing');
  const applied = await executable.run(['apply', '--yes', '-f', manifests], environment);
  expect(applied.code, applied.stderr).toBe(0);
  simulator.kill('SIGTERM');
  await ended(simulator);
});

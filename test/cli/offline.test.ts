import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folderOf, manifestsOf } from '../support/folders.ts';
import { InProcess } from './in-process.ts';

const evenkeel = new InProcess();
const committed = fileURLToPath(new URL('../../crds', import.meta.url));

const invalid = `apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata: { name: web }
spec: { protocol: HTTP, prot: 80 }
`;

describe('validate', () => {
  test('says that all is well', async () => {
    expect(await evenkeel.run(['validate', '-f', manifestsOf('content-routing')])).toEqual({
      code: 0,
      stdout: '6 manifests, all valid\n',
      stderr: '',
    });
  });

  test('says that there is nothing to check', async () => {
    const folder = folderOf({ 'notes.txt': 'nothing' });
    expect(await evenkeel.run(['validate', '-f', folder])).toEqual({
      code: 1,
      stdout: '',
      stderr: `error: no manifest is in ${folder}; name the folder that has them with --manifests; files count that end in .yaml, .yml or .json\n`,
    });
  });

  test('says where everything is wrong, and how often', async () => {
    const { code, stdout, stderr } = await evenkeel.run(['validate'], {
      EVENKEEL_MANIFESTS: folderOf({ 'web.yaml': invalid, 'torn.yaml': 'kind: [' }),
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^torn\.yaml:1:\d+ {2}/);
    expect(stdout).toMatch(/\nweb\.yaml:4:25 {2}TargetGroup\/default\/web \/spec\/prot .*port/);
    expect(stdout).toMatch(/\n\d+ problems; 0 valid manifests\n$/);
  });
});

describe('explain', () => {
  test('says what a field means', async () => {
    const { code, stdout } = await evenkeel.run(['explain', 'tg.spec.healthCheck']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^KIND: +TargetGroup\n/);
    expect(stdout).toContain('intervalSeconds <integer>');
  });

  test('knows what was meant', async () => {
    const { code, stdout, stderr } = await evenkeel.run(['explain', 'TargetGroup.spec.helthCheck']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('did you mean TargetGroup.spec.healthCheck?');
  });
});

describe('crds', () => {
  test('writes the files that are committed', async () => {
    const dir = join(folderOf({}), 'deep', 'crds');
    const { code, stdout } = await evenkeel.run(['crds', '--dir', dir]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(contents(dir)).toEqual(contents(committed));
  });

  test('prints them as one stream of documents', async () => {
    const { stdout } = await evenkeel.run(['crds']);
    expect(stdout.split('---\n').sort()).toEqual(Object.values(contents(committed)).sort());
  });

  test('says why it cannot write', async () => {
    const folder = folderOf({ taken: '' });
    const { code, stderr } = await evenkeel.run(['crds', '--dir', join(folder, 'taken', 'crds')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: ENOTDIR: not a directory, mkdir '.*crds'\n$/);
  });
});

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

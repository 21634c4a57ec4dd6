import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readFolder } from '../../src/source/folder.ts';
import { parseManifests } from '../../src/kinds/parse.ts';
import { folderOf } from '../support/folders.ts';

/* What kustomize makes of our manifests: another order, no comments, other names, annotations of its own. kubectl brings it along. */

const root = join(import.meta.dirname, '../..');
const help = spawnSync('kubectl', ['kustomize', '--help'], { encoding: 'utf8' });
const isMissing = help.status !== 0;
// Debian's kubectl of 2021 brings kustomize 2, which knows neither labels nor where a manifest came from.
const isOld = !isMissing && !help.stdout.includes('KRM');
const missing = 'kubectl, which brings kustomize, is not on the PATH';
if (isMissing && process.env['CI']) throw new Error(missing);

const systems = readdirSync(join(root, 'manifests'));

function kustomized(system: string): string {
  const folder = folderOf({});
  cpSync(join(root, 'manifests', system), join(folder, 'base'), { recursive: true });
  cpSync(join(root, 'deploy/kustomize/references.yaml'), join(folder, 'beta/references.yaml'), { recursive: true });
  const resources = readdirSync(join(folder, 'base'));
  writeFileSync(join(folder, 'base/kustomization.yaml'), JSON.stringify({ resources }));
  const overlay = {
    resources: ['../base'],
    namePrefix: 'beta-',
    nameSuffix: '-2',
    namespace: 'shop',
    labels: [{ pairs: { team: 'web' } }],
    commonAnnotations: { 'evenkeel.dev/drift': 'warn' },
    buildMetadata: ['originAnnotations', 'transformerAnnotations', 'managedByLabel'],
    configurations: ['references.yaml'],
  };
  writeFileSync(join(folder, 'beta/kustomization.yaml'), JSON.stringify(overlay));
  const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', join(folder, 'beta')], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe.skipIf(isMissing || isOld)(
  isMissing ? missing : isOld ? 'kubectl brings a kustomize of before 4' : 'kustomize',
  () => {
    test.each(systems)('renames %s, and what points at it', async (system) => {
      const text = kustomized(system);
      const folder = folderOf({ 'built.yaml': text });
      const { manifests, problems } = parseManifests(await readFolder(folder));
      expect(problems).toEqual([]);
      expect(manifests).toHaveLength(parseAllDocuments(text).length);
      for (const { name, namespace, labels, policy } of manifests) {
        expect(name).toMatch(/^beta-.+-2$/);
        expect([namespace, labels['team'], policy.drift]).toEqual(['shop', 'web', 'warn']);
      }
    });
  },
);

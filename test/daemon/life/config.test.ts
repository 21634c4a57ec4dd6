import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStage } from './stage.ts';

const places = (...names: string[]): string =>
  `places:\n${names.map((name) => `  - { name: ${name}, region: ${name}, namespaces: [${name}] }\n`).join('')}`;

const gate = (namespace: string): string => `apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: gate, namespace: ${namespace} }
spec: { vpc: { default: true } }
`;

test('an evenkeel.yaml that changed is reported once, and taken up at the next start', async () => {
  const [here, there] = ['ap-northeast-1', 'eu-west-1'];
  const stage = await openStage({ files: { 'evenkeel.yaml': places(here), 'here.yaml': gate(here) } });
  const file = join(stage.folder, 'evenkeel.yaml');
  const life = await stage.start();
  await life.settled();
  const writes = stage.simulator.journal.writes();
  const warned = (): unknown[] => life.lines.flatMap(({ level, msg }) => (level === 'warn' ? [msg] : []));
  const changed = 'evenkeel.yaml has changed: restart to use its places';

  writeFileSync(file, places(here, there));
  writeFileSync(join(stage.folder, 'there.yaml'), gate(there));
  await life.said(({ manifests }) => manifests === 2);
  await life.another();
  expect(warned()).toEqual([changed]);

  writeFileSync(file, 'places: [');
  const { problem } = await life.said(({ msg }) => msg === 'folder problem');
  expect(problem).toMatch(/^evenkeel\.yaml:1:10 /);
  await life.another();
  expect(warned()).toEqual([changed, 'folder problem']);

  writeFileSync(file, places(here));
  await life.said(({ msg }) => msg === 'evenkeel.yaml is back to what it was at the start');
  await life.another();
  expect(warned().filter((msg) => msg === changed)).toHaveLength(1);
  expect(stage.simulator.journal.writes()).toBe(writes);
  await life.end();

  writeFileSync(file, places(here, there));
  const next = await stage.start();
  await next.settled();
  expect(next.logged('changed').map(({ place }) => place)).toContain(there);
});

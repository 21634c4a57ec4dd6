import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ManualClock } from '../../../src/core/clock.ts';
import type { Outcome } from '../../../src/engine/outcome.ts';
import { History } from '../../../src/daemon/reports/history.ts';
import { ReportDir } from '../../../src/daemon/reports/report-dir.ts';
import { openReports } from '../../../src/daemon/reports/reports.ts';
import { folderOf } from '../../support/folders.ts';
import { Stage } from './stage.ts';

class Written extends Stage {
  readonly said: string[] = [];
  readonly warn = (message: string): void => void this.said.push(message);
}

const dayAt = '2026-03-01T12:0';

test('the report folder has the latest, whole', async () => {
  const folder = join(folderOf({}), 'reports');
  const stage = new Written();
  const reports = new ReportDir({ store: stage.store, folder, warn: stage.warn });
  stage.cycle('in-order');
  const { endedAt } = stage.cycle('drift');
  await reports.close();
  expect(readdirSync(folder).sort()).toEqual(['report.html', 'report.json', 'report.md']);
  expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toMatchObject({
    version: 1,
    at: `${dayAt}1:00.000Z`,
    folder: { path: 'manifests', problems: [] },
    places: [
      { place: 'default', account: '123456789012', verdict: 'drifted', findings: [{ since: endedAt }, {}, {}, {}] },
    ],
  });
  expect(readFileSync(join(folder, 'report.md'), 'utf8')).toContain('### Drift: 2 fields, 1 missing, 1 extra');
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('since 2026-03-01 12:01:00 UTC');
  expect(stage.said).toEqual([]);
});

test('only a cycle that found something else writes', async () => {
  const folder = folderOf({});
  const stage = new Written();
  const reports = new ReportDir({ store: stage.store, folder, warn: stage.warn });
  await reports.settled();
  expect(readdirSync(folder)).toEqual([]);
  stage.cycle('drift');
  await reports.settled();
  rmSync(join(folder, 'report.md'));
  stage.cycle('drift');
  await reports.settled();
  expect(existsSync(join(folder, 'report.md'))).toBe(false);
  stage.cycle('in-order');
  await reports.close();
  expect(readFileSync(join(folder, 'report.md'), 'utf8')).toContain('### In sync');
});

test.each([
  ['a folder that is none', (folder: string) => writeFileSync(folder, ''), /E(?:EXIST|NOTDIR)/],
  [
    'a full disk',
    (folder: string) => {
      mkdirSync(folder);
      symlinkSync('/dev/full', join(folder, `.report.html.${hostname()}.${process.pid}.new`));
    },
    /ENOSPC/,
  ],
])('%s is reported once, and the reports are written when they can be', async (_, spoil, why) => {
  const folder = join(folderOf({}), 'reports');
  spoil(folder);
  const stage = new Written();
  const reports = new ReportDir({ store: stage.store, folder, warn: stage.warn });
  for (const scene of ['in-order', 'drift', 'in-order']) {
    stage.cycle(scene);
    // oxlint-disable-next-line no-await-in-loop -- each is to fail by itself
    await reports.settled();
  }
  expect(stage.said).toEqual([expect.stringMatching(/^the reports cannot be written: /)]);
  expect(stage.said[0]).toMatch(why);
  rmSync(folder, { recursive: true });
  stage.cycle('drift');
  await reports.close();
  expect(stage.said[1]).toBe('the reports cannot be written: works again');
  expect(readdirSync(folder).sort()).toEqual(['report.html', 'report.json', 'report.md']);
});

test("two daemons that share a folder are not in each other's way", async () => {
  const folder = join(folderOf({}), 'reports');
  mkdirSync(folder);
  // What another is in the middle of writing.
  writeFileSync(join(folder, '.report.json.elsewhere.1.new'), '{ "half');
  writeFileSync(join(folder, '.report.json.new'), '{ "half');
  const stage = new Written();
  const reports = new ReportDir({ store: stage.store, folder, warn: stage.warn });
  stage.cycle('drift');
  await reports.close();
  expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toHaveLength(2);
  expect(stage.said).toEqual([]);
});

test('the history has a line for what was found, what was put right and what is gone', async () => {
  const file = join(folderOf({}), 'history.jsonl');
  const stage = new Written();
  const history = new History({ store: stage.store, file, warn: stage.warn });
  const { plan } = stage.cycle('drift');
  const outcomes = plan.changes.map((change): Outcome => ({ change, status: 'done' }));
  stage.cycle('drift', { outcomes });
  stage.cycle('in-order');
  await history.close();
  const lines = linesOf(file);
  expect(lines.map(({ at, kind }) => `${String(at)} ${String(kind)}`)).toEqual([
    ...Array.from({ length: 4 }, () => `${dayAt}0:30.000Z found`),
    ...Array.from({ length: 4 }, () => `${dayAt}1:00.000Z corrected`),
    ...Array.from({ length: 4 }, () => `${dayAt}1:30.000Z gone`),
  ]);
  expect(lines[4]).toMatchObject({
    correction: { place: 'default', id: 'load-balancer/default/web-alb', action: 'update' },
  });
  expect(lines[8]).toMatchObject({ finding: { id: 'load-balancer/default/web-alb' }, lastedMs: 60_000 });
  expect(history.entries.map(({ kind }) => kind)).toEqual(lines.map(({ kind }) => kind));
});

test('the history goes on after a full disk, and after half a line', async () => {
  const file = join(folderOf({ 'history.jsonl': '{"kind":"found"}\n{"kind":"fo' }), 'history.jsonl');
  const full = join(folderOf({}), 'full');
  symlinkSync('/dev/full', full);
  const stage = new Written();
  const blocked = new History({ store: stage.store, file: full, warn: stage.warn });
  const free = new History({ store: stage.store, file, warn: stage.warn });
  stage.cycle('drift');
  await blocked.settled();
  stage.cycle('in-order');
  await blocked.settled();
  expect(stage.said).toEqual([expect.stringContaining('the history cannot be written: ENOSPC')]);
  rmSync(full);
  stage.cycle('drift');
  await Promise.all([blocked.close(), free.close()]);
  expect(linesOf(full).length).toBe(12);
  expect(stage.said[1]).toBe('the history cannot be written: works again');
  const [whole, half, ...rest] = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect([whole, half, rest.length]).toEqual(['{"kind":"found"}', '{"kind":"fo', 12]);
});

test('the history in memory is bounded', () => {
  const stage = new Written();
  const history = new History({ store: stage.store, warn: stage.warn });
  for (let round = 0; round < 300; round += 1) {
    stage.cycle('drift');
    stage.cycle('in-order');
  }
  expect(history.entries.length).toBe(2_000);
  expect(history.entries.at(-1)).toMatchObject({ kind: 'gone', at: stage.store.status.places[0]!.cycle!.endedAt });
});

test('all of it is opened and closed as one, and hears of the cycle that ended before', async () => {
  const folder = folderOf({});
  const stage = new Written();
  stage.cycle('drift');
  const { store, warn } = stage;
  const reports = openReports({ store, warn, clock: new ManualClock(), reportDir: folder, history: join(folder, 'h') });
  expect(reports.history.entries.length).toBe(4);
  await reports.close();
  expect(readdirSync(folder).sort()).toEqual(['h', 'report.html', 'report.json', 'report.md']);
  stage.cycle('in-order');
  expect(reports.history.entries.length).toBe(4);
});

function linesOf(file: string): Record<string, unknown>[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ManualClock } from '../../src/core/clock.ts';
import { appOf } from '../../src/daemon/http/app.ts';
import { openMetrics } from '../../src/daemon/http/metrics/metrics.ts';
import { Broadcast } from '../../src/daemon/http/api/stream.ts';
import { Store } from '../../src/daemon/store.ts';
import { cycleOf, driftedScene, statusOf } from './http-stage.ts';

const docs = readFileSync(new URL('../../docs/http.md', import.meta.url), 'utf8');

/** The rows of the table below a heading, cell by cell; the one before the first heading, where none is named. */
function tableOf(heading: string): string[][] {
  const section = docs.split(/^#+ /m).find((part) => part.startsWith(heading)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) => row.split('|').slice(1, -1));
}

function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

function daemonParts() {
  const clock = new ManualClock();
  const reading = { reads: { list: 1 }, unread: 0, eldestAt: 0, sweepMs: 0 };
  const status = statusOf({ ...cycleOf(driftedScene), reading });
  const sources = [{ source: 'queue' as const, received: 1, ours: 0, ignored: 0, poison: 0, lastAt: 0 }];
  const store = new Store({ ...status, places: status.places.map((place) => ({ ...place, sources })) });
  const metrics = openMetrics('1.2.3');
  metrics.show({ store, clock });
  const page = { html: '', js: '', css: '', icon: '' };
  const options = {
    store,
    clock,
    metrics,
    page,
    intervalMs: 30_000,
    history: { entries: [] },
    trigger: () => undefined,
  };
  return { metrics, app: appOf(options, new Broadcast({ store, clock }), true) };
}

test('docs/http.md has every address that is answered, and no other', () => {
  const served = daemonParts().app.routes.flatMap(({ method, path }) => {
    if (method === 'ALL') return [];
    const address = path.replaceAll(/:(\w+)/g, (_, name: string) => name.toUpperCase());
    return [method === 'GET' ? address : `${method} ${address}`];
  });
  const documented = tableOf('The daemon over HTTP').flatMap(([address = '']) => codeIn(address));
  const parts = new Set(['/page.js', '/page.css', '/icon.svg']);
  expect(documented.map((address) => address.replace(/\?.*/, '')).sort()).toEqual(
    served.filter((address) => !parts.has(address)).sort(),
  );
});

/** Each metric that has samples, with the names of its labels. */
function labelsIn(text: string): Map<string, string[]> {
  const families = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    families.map((name) => {
      const own = samples.find((line) => new RegExp(`^${name}(?:_count)?(?:[{ ])`).test(line)) ?? '';
      return [name, [...own.matchAll(/(\w+)="/g)].map(([, label = '']) => label)];
    }),
  );
}

test('docs/http.md has every metric with its labels, and no other', async () => {
  const { metrics } = daemonParts();
  metrics.observeCall({ service: 'ec2', operation: 'describeVpcs', kind: 'read', ms: 20, outcome: 'throttled' });
  for (const kind of ['added', 'retried'] as const) metrics.observeQueue({ kind, key: 'default' });
  metrics.observeQueue({ kind: 'started', key: 'default', waitedMs: 0 });
  metrics.observeQueue({ kind: 'ended', key: 'default', result: 'error', tookMs: 900 });
  const documented = tableOf('Metrics').flatMap(([names = '', labels = '']) =>
    codeIn(names).map(
      (name) =>
        [
          name,
          labels
            .split(',')
            .map((label) => label.trim())
            .filter(Boolean),
        ] as const,
    ),
  );
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(labelsIn(await metrics.text())));
});

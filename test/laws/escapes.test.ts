import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../../src/core/clock.ts';
import type { Problem } from '../../src/core/problem.ts';
import { appOf } from '../../src/daemon/http/app.ts';
import { driftFormats } from '../../src/daemon/http/api/drift-formats.ts';
import { openMetrics } from '../../src/daemon/http/metrics/metrics.ts';
import { Broadcast } from '../../src/daemon/http/api/stream.ts';
import { openLog } from '../../src/daemon/log.ts';
import { openReports } from '../../src/daemon/reports/reports.ts';
import type { DaemonStatus } from '../../src/daemon/status.ts';
import { Store } from '../../src/daemon/store.ts';
import { cycleOf, driftedScene, statusOf } from '../daemon/http-stage.ts';
import { hurried, receiver } from '../daemon/reports/receiver.ts';
import { scenes } from '../report/scenes.ts';
import { NOW } from '../report/stage.ts';
import { folderOf } from '../support/folders.ts';
import { forbiddenIn, hostile, poisoned } from '../support/hostile.ts';

const problem: Problem = {
  file: 'web.yaml',
  position: { line: 7, column: 11 },
  manifest: 'TargetGroup/default/broken-tg',
  path: '/spec/port',
  message: 'must be a number',
  hint: 'write 8080',
};

/** What a daemon knows whose folder and account are somebody else's work, down to the last name. */
function statusWith(poison: string, { scene = driftedScene, number = 1 } = {}): DaemonStatus {
  const plain = statusOf(cycleOf(scene, number));
  const [place] = plain.places;
  return poisoned(
    {
      ...plain,
      lease: 'held by another',
      folder: {
        ...plain.folder,
        problems: [problem],
        revision: { commit: '1a2b3c4', branch: 'main', subject: 'mend it', dirty: true },
        pullFailure: 'no route to host',
      },
      places: [{ ...place!, failure: { message: 'denied', code: 'denied', since: NOW, attempts: 3 } }],
    },
    poison,
  );
}

const event = { at: NOW, place: 'default', kind: 'failed', id: 'listener/web', message: 'AWS said no' } as const;

/** The app over such a store, and every path under which it answers a GET. */
function app(poison: string): { readonly paths: readonly string[]; readonly get: (path: string) => Promise<string> } {
  const store = new Store(statusWith(poison));
  store.update((status) => status, [poisoned(event, poison)]);
  const clock = new ManualClock(NOW);
  const metrics = openMetrics('1.2.3');
  metrics.show({ store, clock });
  const at = NOW;
  const [finding] = store.status.places[0]!.cycle!.findings;
  const history = { entries: [{ at, kind: 'found', finding: finding! }] } as const;
  const page = { html: '', js: '', css: '', icon: '' };
  const broadcast = new Broadcast({ store, clock });
  const options = { store, history, clock, metrics, intervalMs: 30_000, page, trigger: () => undefined };
  const hono = appOf(options, broadcast, false);
  const [object] = store.status.places[0]!.cycle!.objects;
  const params = object as unknown as Readonly<Record<string, string>>;
  const paths = hono.routes
    .filter(({ method }) => method === 'GET')
    .map(({ path }) => path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name]!)));
  const first = async (response: Response): Promise<string> => {
    const { value } = await response.body!.getReader().read();
    return new TextDecoder().decode(value as Uint8Array);
  };
  return {
    paths: [
      ...paths,
      ...Object.keys(driftFormats).map((format) => `/api/v1/drift?format=${format}`),
      `/api/v1/plan?place=${encodeURIComponent(`default${poison}`)}`,
      '/nothing/here',
    ],
    async get(path) {
      const response = await hono.request(path);
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
      return isStream ? first(response) : response.text();
    },
  };
}

/** Answers in which nothing of others stands. */
const silent = /drift$|format=json/;

test('whatever is asked of the daemon, no answer has anything in it that a terminal obeys', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async (sign) => {
      const poison = `evil${sign}`;
      const { paths, get } = app(poison);
      expect(paths.length).toBeGreaterThan(20);
      for (const path of paths) {
        const text = await get(path);
        expect({ path, found: forbiddenIn(text) }).toEqual({ path, found: [] });
        if (path.startsWith('/api/v1/') && !silent.test(path)) expect(text, path).toContain('evil');
      }
    }),
    { numRuns: 10 },
  );
});

test('a parser of the answers gets what was there', async () => {
  const poison = '\u001b[2J\u009b\u202e';
  const { get } = app(poison);
  const { folder } = JSON.parse(await get('/api/v1/status')) as { folder: { path: string } };
  expect(folder.path).toBe(`manifests${poison}`);
  const stream = await get('/api/v1/stream');
  const { status } = JSON.parse(/^data: (.*)$/m.exec(stream)![1]!) as { status: { folder: { path: string } } };
  expect(status.folder.path).toBe(`manifests${poison}`);
});

test.each(['text', 'json'] as const)('the log as %s', (format) => {
  fc.assert(
    fc.property(hostile, (poison) => {
      const lines: string[] = [];
      const log = openLog({ level: 'debug', format, to: { write: (line) => void lines.push(line) } });
      log.info({ ...poisoned(event, poison), [`a${poison}`]: { [poison]: [poison] } }, `said${poison}`);
      log.error({ err: new Error(poison), plain: poison }, 'failed');
      expect(lines).toHaveLength(2);
      expect(forbiddenIn(lines.join(''))).toEqual([]);
      if (format === 'json') expect(JSON.parse(lines[0]!)).toMatchObject({ message: `AWS said no${poison}` });
    }),
  );
});

test('reports, history and notifications', async () => {
  const poison = '\u001b[2J\u0007\u009b31m\u202e\u{e0041}';
  const folder = folderOf({});
  const hook = await receiver(200);
  const store = new Store(statusWith(poison, { scene: scenes['in-order']! }));
  const said: string[] = [];
  const reports = openReports({
    store,
    clock: hurried(() => false),
    warn: (message) => void said.push(message),
    reportDir: folder,
    history: join(folder, 'history.jsonl'),
    notify: [`http://127.0.0.1:${hook.port}/json`],
    notifySlack: [`http://127.0.0.1:${hook.port}/slack`],
  });
  store.update(() => statusWith(poison, { number: 2 }));
  await hook.first(2);
  await reports.close();
  const files = readdirSync(folder).sort();
  expect(files).toEqual(['history.jsonl', 'report.html', 'report.json', 'report.md']);
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    expect({ file, found: forbiddenIn(text) }).toEqual({ file, found: [] });
    expect(text).toContain(String.raw`\u001b[2J`);
  }
  for (const { path, text, body } of hook.received) {
    expect({ path, found: forbiddenIn(text) }).toEqual({ path, found: [] });
    // A chat shows what a parser gets.
    if (path === '/slack') expect(forbiddenIn(String(body['text']))).toEqual([]);
    else expect(body).toMatchObject({ place: `default${poison}` });
  }
  expect(said).toEqual([]);
});

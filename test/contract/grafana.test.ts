import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTargetGroupsCommand, ModifyTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openAccount } from '../cli/account.ts';
import { Executable, hasSaid } from '../cli/executable.ts';
import { folderOf } from '../support/folders.ts';
import { freePort } from '../support/free-port.ts';

/* The dashboard's queries, put to a real Prometheus that has scraped a daemon. */

const executable = new Executable();

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets?: readonly { readonly expr: string }[];
  }[];
  readonly templating: { readonly list: readonly { readonly name: string }[] };
}

const text = readFileSync(join(import.meta.dirname, '../../deploy/grafana/evenkeel.json'), 'utf8');
const { panels, templating } = JSON.parse(text) as Dashboard;
const queries = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));

const isMissing = spawnSync('prometheus', ['--version']).error !== undefined;
const missing = 'prometheus is not on the PATH';
if (isMissing && process.env['CI']) throw new Error(missing);

test('the dashboard asks for metrics that are documented, by variables that it has, and no panel covers another', () => {
  const documented = readFileSync(join(import.meta.dirname, '../../docs/http.md'), 'utf8');
  const variables = new Set(templating.list.map(({ name }) => name));
  expect(queries.length).toBeGreaterThan(20);
  for (const { title, expr } of queries) {
    const names = expr.match(/\b(?:evenkeel|controller_runtime|workqueue|process)_\w+/g) ?? [];
    expect(names.length, title).toBeGreaterThan(0);
    for (const name of names) expect(documented).toContain(`\`${name.replace(/_bucket$/, '')}\``);
    for (const [, name] of expr.matchAll(/\$(?!__)(\w+)/g)) expect(variables).toContain(name);
  }
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});

describe.skipIf(isMissing)(isMissing ? missing : 'Prometheus', () => {
  test('has an answer to each query of the dashboard, once it has scraped a daemon twice', async () => {
    const { environment, simulator, sdk } = await openAccount(executable);
    const folder = folderOf({ 'web.yaml': group('/') });
    const own = ['-f', folder, '--listen', '127.0.0.1:0', '--log-format', 'json', '--lock', `${folderOf({})}/lock`];
    // With a budget looks are remembered, and the metrics of that are there.
    const daemon = executable.start(['run', ...own, '--read-budget', '100%', '--interval', '2s'], environment);
    const [, host = ''] = /"url":"http:\/\/([^"]+)"/.exec(await hasSaid(daemon.stderr!, /"msg":"started"/)) ?? [];
    const countOf = await prometheusOf(host);

    // Once what was applied is remembered there, another value is drift.
    await expect.poll(() => simulator.journal.count('AddTags'), patience).toBe(1);
    const { TargetGroups: [made] = [] } = await sdk.elbv2.send(new DescribeTargetGroupsCommand({}));
    await sdk.elbv2.send(
      new ModifyTargetGroupCommand({ TargetGroupArn: made?.TargetGroupArn, HealthCheckPath: '/elsewhere' }),
    );
    simulator.faults.set([{ kind: 'throttle', action: 'DescribeTargetGroups', times: 1 }]);
    const silent = async (): Promise<unknown> => {
      const counts = await Promise.all(queries.map(({ expr }) => countOf(filled(expr))));
      return queries.filter((_, index) => counts[index] === 0);
    };
    await expect.poll(silent, patience).toEqual([]);
  });
});

/** Long enough for a machine that has much else to do; it ends as soon as all is there. */
const patience = { timeout: 100_000, interval: 250 };

/** Its drift is reported and stays. */
function group(path: string): string {
  return JSON.stringify({
    apiVersion: 'evenkeel.dev/v1',
    kind: 'TargetGroup',
    metadata: { name: 'web', annotations: { 'evenkeel.dev/drift': 'warn' } },
    spec: { vpc: { default: true }, protocol: 'HTTP', port: 80, healthCheck: { path } },
  });
}

/** As Grafana fills it in, where everything is chosen. */
function filled(expr: string): string {
  return expr
    .replaceAll('$__rate_interval', '1m')
    .replaceAll('$__range', '1h')
    .replaceAll(/\$(?:place|namespace|job)/g, '.*');
}

/** A Prometheus that scrapes the host, to be asked how many series a query finds. */
async function prometheusOf(host: string): Promise<(query: string) => Promise<number>> {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-prometheus-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = {
    scrape_configs: [{ job_name: 'evenkeel', scrape_interval: '1s', static_configs: [{ targets: [host] }] }],
  };
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
  const url = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${url}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  await hasSaid(child.stderr, /Server is ready to receive web requests/);
  return async (query) => {
    const answer = await fetch(`http://${url}/api/v1/query?query=${encodeURIComponent(query)}`);
    const { status, error, data } = (await answer.json()) as Answer;
    if (status !== 'success') throw new Error(`${query}: ${error}`);
    return data.result.length;
  };
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: { readonly result: readonly unknown[] };
}

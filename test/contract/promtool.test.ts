import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ManualClock } from '../../src/core/clock.ts';
import { openMetrics } from '../../src/daemon/http/metrics/metrics.ts';
import { Store } from '../../src/daemon/store.ts';
import { cycleOf, driftedScene, statusOf } from '../daemon/http-stage.ts';

/* Prometheus's own tool on what we serve to Prometheus, and on the rules that we offer for it. */

const folder = join(import.meta.dirname, '../../deploy/prometheus');
const isMissing = spawnSync('promtool', ['--version']).error !== undefined;
const missing = 'promtool is not on the PATH: install prometheus';
if (isMissing && process.env['CI']) throw new Error(missing);

function promtool(args: readonly string[], input = ''): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: folder, encoding: 'utf8', input });
  return { status, said: `${stdout}${stderr}` };
}

/** What a daemon serves that found drift. */
function served(): Promise<string> {
  const clock = new ManualClock();
  const metrics = openMetrics('1.2.3');
  metrics.show({ store: new Store(statusOf(cycleOf(driftedScene))), clock });
  metrics.observeCall({ service: 'ec2', operation: 'describeVpcs', kind: 'read', ms: 20, outcome: 'throttled' });
  metrics.observeQueue({ kind: 'ended', key: 'default', result: 'success', tookMs: 900 });
  return metrics.text();
}

describe.skipIf(isMissing)(isMissing ? missing : 'promtool', () => {
  test('has nothing to say against the metrics', async () => {
    expect(promtool(['check', 'metrics'], await served())).toEqual({ status: 0, said: '' });
  });

  test('takes the alerts, which fire when they should', () => {
    expect(promtool(['check', 'rules', 'alerts.yaml'])).toMatchObject({ status: 0 });
    expect(promtool(['test', 'rules', 'alerts.test.yaml'])).toMatchObject({ status: 0 });
  });
});

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}

test('each alert is about metrics that are documented, and has a case', () => {
  const { groups } = parse(readFileSync(join(folder, 'alerts.yaml'), 'utf8')) as Rules;
  const cases = readFileSync(join(folder, 'alerts.test.yaml'), 'utf8');
  const documented = readFileSync(join(folder, '../../docs/http.md'), 'utf8');
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(0);
  for (const { alert, expr } of rules) {
    const names = expr.match(/\b(?:evenkeel|controller_runtime|workqueue)_\w+/g) ?? [];
    expect(names.length, alert).toBeGreaterThan(0);
    for (const name of names) expect(documented).toContain(`\`${name}\``);
    expect(cases).toContain(`alertname: ${alert}\n        exp_alerts:`);
  }
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { spawn } from 'node:child_process';
import { ModifyTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { openAccount, type Account } from '../cli/account.ts';
import { ended, Executable } from '../cli/executable.ts';
import type { Ran } from '../cli/runner.ts';
import { edited, folderOf, manifestsOf } from '../support/folders.ts';
import { GitHub } from './github.ts';

/* The action as the runner starts it: its script, an event in a file, inputs as variables, and a server in GitHub's shape. */

const root = join(import.meta.dirname, '../..');
const executable = new Executable();

const head = { sha: 'c0ffee' };
const opened = { pull_request: { number: 7, head } };
const closed = { pull_request: { number: 7, head, merged: true } };

interface Stage {
  readonly hub: GitHub;
  readonly account: Account;
  /** Runs the action for an event. */
  readonly act: (
    event: object,
    inputs?: Readonly<Record<string, string>>,
  ) => Promise<Ran & Readonly<Record<'summary' | 'output', string>>>;
}

async function stage(): Promise<Stage> {
  const [hub, account] = [await GitHub.start(), await openAccount(executable)];
  const act: Stage['act'] = async (event, inputs = {}) => {
    const folder = folderOf({ 'event.json': JSON.stringify(event), summary: '', output: '' });
    const child = spawn(process.execPath, [join(root, 'deploy/github/pull-request.mjs')], {
      cwd: folder,
      env: {
        ...account.environment,
        PATH: process.env['PATH'],
        HOME: executable.home,
        GITHUB_EVENT_PATH: join(folder, 'event.json'),
        GITHUB_STEP_SUMMARY: join(folder, 'summary'),
        GITHUB_OUTPUT: join(folder, 'output'),
        GITHUB_API_URL: hub.url,
        GITHUB_REPOSITORY: 'shop/infra',
        GITHUB_SHA: 'decaf',
        GITHUB_TOKEN: 'secret',
        INPUT_MANIFESTS: manifestsOf('content-routing'),
        INPUT_EXECUTABLE: `${process.execPath} ${inject('executable')}`,
        ...inputs,
      },
    });
    const [summary, output] = ['summary', 'output'].map((file) => () => readFileSync(join(folder, file), 'utf8'));
    const ran = await ended(child);
    return { ...ran, summary: summary!(), output: output!() };
  };
  return { hub, account, act };
}

describe('a pull request', () => {
  test('gets its plan in one comment, which is replaced at each push', async () => {
    const { hub, act } = await stage();
    for (let other = 0; other < 120; other += 1) hub.comment('alice', `talk ${other}`);
    const first = await act(opened);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.summary).toContain('### Plan: 13 to create, 3 to register.');
    expect(first.output).toMatch(/^changes=true\nfingerprint=[0-9a-f]{64}\n$/);
    expect(hub.comments).toHaveLength(121);
    const { body } = hub.comments.at(-1)!;
    expect(body.length).toBeLessThan(65_000);
    expect(body).toContain('<summary><b>LoadBalancer/default/content-routing</b>');
    expect(body).toMatch(/\nPlan `[0-9a-f]{12}` of commit c0ffee\.\n<!-- evenkeel fingerprint [0-9a-f]{64} -->$/);

    await act(opened, { INPUT_MANIFESTS: edited('content-routing', { 'api#/spec/healthCheck/path': '/live' }) });
    await act(opened, { INPUT_NAME: 'staging' });
    expect(hub.comments).toHaveLength(122);
    expect(hub.comments[120]!.body).toContain('/live');
  });

  test('fails where a manifest is wrong, shows why, and approves nothing', async () => {
    const { hub, account, act } = await stage();
    const INPUT_MANIFESTS = edited('content-routing', { 'api#/spec/port': 99_999 });
    const { code, stdout } = await act(opened, { INPUT_MANIFESTS });
    expect(code).toBe(1);
    expect(stdout).toContain('::error::the manifests cannot be planned');
    expect(hub.comments[0]!.body).toContain("### :x: The manifests can't be applied\n\n````text\n");
    expect(hub.comments[0]!.body).toContain('/spec/port');
    expect(hub.comments[0]!.body).not.toContain('fingerprint');
    expect((await act(closed, { INPUT_COMMAND: 'apply', INPUT_MANIFESTS })).code).toBe(1);
    expect(account.simulator.journal.writes()).toBe(0);
  });

  test('from a fork is planned, though its token may write no comment', async () => {
    const { hub, act } = await stage();
    hub.mayWrite = false;
    const { code, stdout, summary } = await act(opened, { INPUT_SARIF: 'true' });
    expect(code).toBe(0);
    expect(stdout).toContain('::warning::the plan could not be put into a comment: GitHub refused POST');
    expect(stdout).toContain('::warning::code scanning took nothing');
    expect(summary).toContain('### Plan: ');
  });

  test('has its problems and drift in code scanning', async () => {
    const { hub, act } = await stage();
    await act(opened, {
      INPUT_SARIF: 'true',
      INPUT_MANIFESTS: edited('content-routing', { 'api#/spec/port': 99_999 }),
    });
    expect(hub.scans).toMatchObject([{ commit_sha: 'c0ffee', ref: 'refs/pull/7/head' }]);
    const sarif = JSON.parse(gunzipSync(Buffer.from(hub.scans[0]!.sarif, 'base64')).toString()) as {
      runs: [{ results: { ruleId: string }[] }];
    };
    expect(new Set(sarif.runs[0].results.map(({ ruleId }) => ruleId))).toContain('manifest/invalid');
  });
});

describe('what was merged', () => {
  test('is applied as it was approved, and then there is nothing left to do', async () => {
    const { hub, account, act } = await stage();
    await act(opened);
    const applied = await act(closed, { INPUT_COMMAND: 'apply' });
    expect(applied.stderr).toContain('nothing has changed since it was made');
    expect(applied.code).toBe(0);
    expect(account.simulator.journal.count('CreateLoadBalancer')).toBe(1);
    expect((await account.run('plan', '--detailed-exitcode')).code).toBe(0);
    expect(hub.comments).toHaveLength(1);
  });

  test('by a push is found by its commit', async () => {
    const { hub, account, act } = await stage();
    await act(opened);
    hub.pulls = [
      { number: 3, merged_at: '2026-03-01T00:00:00Z', merge_commit_sha: 'other' },
      { number: 7, merged_at: '2026-03-02T00:00:00Z', merge_commit_sha: 'decaf' },
    ];
    expect((await act({ ref: 'refs/heads/main' }, { INPUT_COMMAND: 'apply' })).code).toBe(0);
    expect(account.simulator.journal.count('CreateLoadBalancer')).toBe(1);
    hub.pulls = [];
    const { code, stdout } = await act({ ref: 'refs/heads/main' }, { INPUT_COMMAND: 'apply' });
    expect(code).toBe(1);
    expect(stdout).toContain('::error::commit decaf was not merged by a pull request');
  });

  test.each<readonly [string, (stage: Stage) => Promise<void>]>([
    [
      'AWS is another than when it was approved',
      async ({ account, act }) => {
        await account.run('apply', '--yes');
        await act(opened);
        const [group] = account.simulator.world().elbv2.targetGroups.values();
        const change = { TargetGroupArn: group!.arn, HealthCheckPath: '/elsewhere' };
        await account.sdk.elbv2.send(new ModifyTargetGroupCommand(change));
      },
    ],
    ['nothing was approved', () => Promise.resolve()],
    [
      'somebody else wrote the comment',
      async ({ hub, act }) => {
        await act(opened);
        const { body } = hub.comments.pop()!;
        hub.comment('mallory', body);
      },
    ],
  ])('is not applied where %s', async (_, before) => {
    const { hub, account, act } = await stage();
    await before({ hub, account, act });
    account.simulator.journal.clear();
    const { code, stdout } = await act(closed, { INPUT_COMMAND: 'apply' });
    expect(code).toBe(1);
    expect(stdout).toContain('::error::nothing was applied: ');
    expect(hub.comments.at(-1)!.body).toMatch(/^Nothing was applied: .*\n\n### Plan: /);
    expect(account.simulator.journal.writes()).toBe(0);
  });
});

test('the action hands on each of its inputs, as a variable and never as text of a script', () => {
  const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
    readonly inputs: Readonly<Record<string, object>>;
    readonly runs: {
      readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
    };
  };
  const [step] = action.runs.steps;
  expect(step!.run).not.toContain('${{');
  expect(Object.values(step!.env).sort()).toEqual(
    Object.keys(action.inputs)
      .map((input) => `\${{ inputs.${input} }}`)
      .sort(),
  );
  const script = readFileSync(join(root, 'deploy/github/pull-request.mjs'), 'utf8');
  for (const variable of Object.keys(step!.env)) expect(script).toContain(`env.${variable}`);
});

test('the hook of pre-commit runs a command that there is', async () => {
  const [hook] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as [
    { readonly entry: string; readonly args: readonly string[] },
  ];
  const [program, ...args] = hook.entry.split(' ');
  expect(program).toBe('evenkeel');
  const folder = folderOf({});
  writeFileSync(join(folder, 'web.yaml'), 'kind: LoadBalancer');
  const { code, stdout } = await executable.run([
    ...args,
    ...hook.args.map((arg) => (arg === 'manifests' ? folder : arg)),
  ]);
  expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining('web.yaml:1') as string });
});

test('the workflow of the documentation gives the action what it takes', () => {
  const { inputs } = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as { readonly inputs: object };
  const text = readFileSync(join(root, 'docs/pull-requests.md'), 'utf8');
  const [workflow, gitlab, hooks]: unknown[] = [...text.matchAll(/```yaml\n([^]*?)```/g)].map(
    ([, block]) => parse(block!) as unknown,
  );
  const { jobs } = workflow as { readonly jobs: Record<string, { steps: { uses: string; with?: object }[] }> };
  const step = jobs['evenkeel']!.steps.find(({ uses }) => uses.includes('/evenkeel@'));
  for (const input of Object.keys(step!.with!)) expect(inputs).toHaveProperty(input);
  const scripts = Object.values(gitlab as Record<string, { script: string[] }>).flatMap(({ script }) => script);
  expect(scripts.every((line) => line.startsWith('npx --yes evenkeel@0.1.0 '))).toBe(true);
  expect(hooks).toMatchObject({ repos: [{ hooks: [{ id: 'evenkeel-validate' }] }] });
});

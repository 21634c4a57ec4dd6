import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModifyRuleCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { sdkOn } from '../support/clients.ts';
import { REGION } from '../support/clients.ts';
import { runEvenkeel } from './executable.ts';
import { until, withDaemon, type Running } from './running.ts';

const LATENCY_MS = 20;
/** Somebody else's reads of ELBv2 in the same account, a second. */
const NEIGHBOUR = 5;
const TIMES = 3;
/** Where EventBridge puts what happens. */
const QUEUE = 'events';
/** So many seconds are watched in which nothing happens. */
const REST_S = 40;
const SETTLE_MS = 12_000;

export interface LimitedFigures {
  readonly stacks: number;
  /** From the start until everything was read once; nothing where that takes too long to wait for. */
  readonly firstSweepS?: number | undefined;
  readonly readsAtRest: number;
  /** Of the neighbour's reads. */
  readonly refused: number;
  readonly neighbours: number;
  /** The longest of several. */
  readonly savedMs: number;
  /** From the event of a change to the write that heals it, the longest of several. */
  readonly heardMs: number;
  /** From a change that no event names to the write that heals it. */
  readonly healedS?: number | undefined;
  /** How long the last sweep took before that. */
  readonly sweepS?: number | undefined;
  readonly planMs: number;
  readonly megabytes: number;
  readonly idleShare: number;
}

/** What a daemon does that shares AWS's documented limits with somebody. */
export async function measureLimited(stacks: number, isPatient: boolean): Promise<LimitedFigures> {
  const options = ['--read-budget', '30%', '--events', `sqs://${QUEUE}`];
  const simulated = { limits: 'aws', neighbour: NEIGHBOUR } as const;
  return withDaemon(
    { stacks, latencyMs: LATENCY_MS, interval: '30s', options, simulated, queue: QUEUE },
    async (running) => {
      const from = performance.now();
      if (isPatient) await until(async () => (await running.metric('evenkeel_unread_objects')) === 0, 500);
      const firstSweepS = isPatient ? (performance.now() - from) / 1_000 : undefined;
      // As a part that was read last, it is found late in the next sweep: while the rest is measured.
      const healing = isPatient ? timeToHeal(running) : undefined;
      const rest = await measureRest(running);
      const saved: number[] = [];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (let time = 0; time < TIMES; time += 1) saved.push(await timeToSave(running, time));
      const heard: number[] = [];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (let time = 0; time < TIMES; time += 1) heard.push(await timeToHeed(running, time));
      const healedS = await healing;
      const sweepS = isPatient ? await running.metric('evenkeel_sweep_seconds') : undefined;
      const { served, refused } = neighbourOf(running);
      const planMs = await timeToPlan(running);
      const savedMs = Math.max(...saved);
      const heardMs = Math.max(...heard);
      const neighbours = served + refused;
      return { stacks, firstSweepS, ...rest, refused, neighbours, savedMs, heardMs, healedS, sweepS, planMs };
    },
  );
}

async function measureRest(running: Running): Promise<Pick<LimitedFigures, 'readsAtRest' | 'megabytes' | 'idleShare'>> {
  const { metric } = running;
  const [busy, reads] = [await metric('process_cpu_seconds_total'), readsIn(running)];
  await passed(REST_S * 1_000);
  return {
    readsAtRest: (readsIn(running) - reads) / REST_S,
    idleShare: ((await metric('process_cpu_seconds_total')) - busy) / REST_S,
    megabytes: (await metric('process_resident_memory_bytes')) / 2 ** 20,
  };
}

/** Reads of ELBv2 that AWS counted, refused ones too. */
function readsIn({ account }: Running): number {
  const entries = Object.entries(account.running().journal.counts());
  return entries.reduce(
    (sum, [name, count]) => (name.startsWith('elasticloadbalancing:Describe') ? sum + count : sum),
    0,
  );
}

function neighbourOf({ account }: Running): { readonly served: number; readonly refused: number } {
  const bucket = account
    .running()
    .limits.report()
    .find(({ neighbour }) => neighbour !== undefined);
  return bucket?.neighbour ?? { served: 0, refused: 0 };
}

/** From what somebody does until it is so in AWS; what comes next waits until AWS's bucket is full again. */
async function timeUntil(is: () => boolean, act: () => Promise<unknown>): Promise<number> {
  await act();
  const from = performance.now();
  await until(is);
  const ms = performance.now() - from;
  await passed(SETTLE_MS);
  return ms;
}

/** Somebody edits the path of a rule in a manifest. */
function timeToSave(running: Running, time: number): Promise<number> {
  const file = join(running.folder, `stack-${time}.yaml`);
  const rule = ruleOf(running, time);
  return timeUntil(
    () => says(rule, '/v2/*'),
    async () => writeFile(file, (await readFile(file, 'utf8')).replaceAll('"/api/*"', '"/v2/*"')),
  );
}

const elsewhere = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/elsewhere'] } }];

interface Rule {
  readonly arn: string;
  conditions: object[];
}

/** A stack's rule that no list shows. */
function ruleOf({ account }: Running, stack: number): Rule {
  const { loadBalancers, listeners, rules } = account.running().world().elbv2;
  const owner = [...loadBalancers.values()].find(({ name }) => name === `stack-${stack}`)!;
  const own = [...listeners.values()].find(({ loadBalancerArn }) => loadBalancerArn === owner.arn)!;
  return [...rules.values()].find(({ listenerArn, priority }) => listenerArn === own.arn && priority === 10)!;
}

function says({ conditions }: Rule, path: string): boolean {
  return JSON.stringify(conditions).includes(`"${path}"`);
}

/** Somebody changes a rule, and the event comes at once. */
async function timeToHeed(running: Running, time: number): Promise<number> {
  const rule = ruleOf(running, 10 + time);
  const change = new ModifyRuleCommand({ RuleArn: rule.arn, Conditions: elsewhere });
  return timeUntil(
    () => says(rule, '/api/*'),
    () => sdkOn(running.account.running().url).elbv2.send(change),
  );
}

/** No call changes it, so that no event comes of it. */
async function timeToHeal(running: Running): Promise<number> {
  const rule = ruleOf(running, 20);
  const from = performance.now();
  rule.conditions = elsewhere;
  await until(() => says(rule, '/api/*'), 50);
  return (performance.now() - from) / 1_000;
}

/** `plan` of one of the folder's files. */
async function timeToPlan({ account, folder }: Running): Promise<number> {
  const file = join(folder, 'stack-9.yaml');
  // By its address on loopback it would pass for an emulator, which has no limits.
  const url = account.running().url.replace('127.0.0.1', '0.0.0.0');
  return (await runEvenkeel(['plan', '-f', file, '--endpoint-url', url, '--region', REGION])).ms;
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AddTagsCommand,
  DescribeTargetGroupsCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { sdkOn } from '../support/clients.ts';
import { until, withDaemon, type Running } from './running.ts';

const LATENCY_MS = 20;
const CYCLES = 10;
/** Shorter than from one cycle to the next. */
const IDLE_MS = 2_500;
const TIMES = 10;

export interface QuietFigures {
  readonly stacks: number;
  readonly calls: number;
  readonly megabytes: number;
  /** Of one core, in a cycle and between two of them. */
  readonly cycleSeconds: number;
  readonly idleShare: number;
}

/** What a daemon costs that finds nothing to do. */
export async function measureQuiet(stacks: number): Promise<QuietFigures> {
  return withDaemon({ stacks, latencyMs: LATENCY_MS, interval: '5s' }, async (running) => {
    const { account, metric } = running;
    const { journal } = account.running();
    const busy = (): Promise<number> => metric('process_cpu_seconds_total');
    const busyBefore = await busy();
    journal.clear();
    // Each cycle ends with it. To ask the daemon itself would keep it busy.
    await until(() => journal.count('DescribeVpcs') === CYCLES);
    await new Promise((resolve) => void setTimeout(resolve, 1_000));
    const cycleSeconds = ((await busy()) - busyBefore) / CYCLES;
    const calls = journal.count() / CYCLES;
    const megabytes = (await metric('process_resident_memory_bytes')) / 2 ** 20;
    return { stacks, calls, megabytes, cycleSeconds, idleShare: await measureIdle(running) };
  });
}

/** In the seconds after a cycle, well before the next; asked for twice only, since the asking is work too. */
async function measureIdle({ account, metric }: Running): Promise<number> {
  const { journal } = account.running();
  const seen = journal.count();
  const busyBefore = await metric('process_cpu_seconds_total');
  await new Promise((resolve) => void setTimeout(resolve, IDLE_MS));
  const busy = (await metric('process_cpu_seconds_total')) - busyBefore;
  if (journal.count() !== seen) throw new Error('a cycle began too soon to measure the time between two');
  return busy / (IDLE_MS / 1_000);
}

export interface ReactionFigures {
  readonly stacks: number;
  /** The longest of several. */
  readonly savedMs: number;
  readonly healedMs: number;
  readonly intervalMs: number;
}

/** From a file saved to AWS's first write, and from a drift made to the write that heals it. */
export async function measureReaction(stacks: number): Promise<ReactionFigures> {
  const savedMs = await withDaemon({ stacks, latencyMs: LATENCY_MS, interval: '1h' }, async (running) =>
    longest(() => timeToWrite(running, () => saveAnother(running.folder))),
  );
  const healedMs = await withDaemon({ stacks, latencyMs: LATENCY_MS, interval: '5s' }, async (running) => {
    const { elbv2 } = sdkOn(running.account.running().url);
    return longest(() => timeToWrite(running, () => makeDrift(elbv2), 1));
  });
  return { stacks, savedMs, healedMs, intervalMs: 5_000 };
}

async function longest(measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (let time = 0; time < TIMES; time += 1) times.push(await measure());
  return Math.max(...times);
}

/** From the end of what is done to the daemon's first write; `own` is how many writes the doing itself makes. */
async function timeToWrite({ account, metric }: Running, act: () => Promise<void>, own = 0): Promise<number> {
  const { journal } = account.running();
  const cycles = (): Promise<number> => metric('controller_runtime_reconcile_total');
  const [writes, before] = [journal.writes(), await cycles()];
  await act();
  const from = performance.now();
  await until(() => journal.writes() > writes + own);
  const ms = performance.now() - from;
  // The cycle that wrote, and the one that finds nothing more to do.
  await until(async () => (await cycles()) >= before + 2);
  return ms;
}

let saved = 0;

async function saveAnother(folder: string): Promise<void> {
  const file = join(folder, 'stack-0.yaml');
  const text = await readFile(file, 'utf8');
  saved += 1;
  await writeFile(file, text.replaceAll(/"Stack":"stack-0[^"]*"/g, `"Stack":"stack-0-${saved}"`));
}

async function makeDrift(elbv2: ElasticLoadBalancingV2Client): Promise<void> {
  const { TargetGroups: [group] = [] } = await elbv2.send(new DescribeTargetGroupsCommand({ PageSize: 1 }));
  const Tags = [{ Key: 'Stack', Value: 'drifted' }];
  await elbv2.send(new AddTagsCommand({ ResourceArns: [group!.TargetGroupArn!], Tags }));
}

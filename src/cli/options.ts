import { InvalidArgumentError, Option } from 'commander';
import { queueAddress } from '../aws/events/queue.ts';
import { HALF } from '../core/guards/deregister-limit.ts';
import type { PruneLimit } from '../core/guards/prune-limit.ts';

export const logLevels = ['error', 'warn', 'info', 'debug'] as const;

export type LogLevel = (typeof logLevels)[number];

/** Options of every verb. */
export interface CommonOptions {
  /** Folders, files and `-`: one set. */
  readonly manifests: readonly string[];
  readonly namespace?: string;
  readonly place?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly profile?: string;
  readonly owner: string;
  readonly logLevel: LogLevel;
  readonly color: boolean;
}

const standardSources: readonly string[] = ['./manifests'];

/** Another one; the first takes the place of the default. */
function source(path: string, before: readonly string[]): readonly string[] {
  return before === standardSources ? [path] : [...before, path];
}

/** Each has a twin in the environment, so that a pipeline sets it once. */
export function commonOptions(): Option[] {
  return [
    new Option(
      '-f, --manifests <path>',
      "a folder or file of manifests, a pattern like '*/web.yaml', or - for standard input; may be repeated",
    )
      .argParser(source)
      .default(standardSources, './manifests')
      .env('EVENKEEL_MANIFESTS'),
    new Option('-n, --namespace <name>', 'only manifests of this namespace').env('EVENKEEL_NAMESPACE'),
    new Option('--place <name>', 'which place of evenkeel.yaml to use, if it has several').env('EVENKEEL_PLACE'),
    new Option('--region <region>', 'the AWS region (default: that of AWS_REGION, then of the profile)').env(
      'EVENKEEL_REGION',
    ),
    new Option('--endpoint-url <url>', 'call this instead of AWS, e.g. a simulator').env('EVENKEEL_ENDPOINT_URL'),
    new Option('--profile <name>', 'the profile in the AWS configuration files').env('EVENKEEL_PROFILE'),
    new Option('--owner <name>', 'the name of this installation: only resources with its tag are changed or deleted')
      .argParser(ownerName)
      .default('default')
      .env('EVENKEEL_OWNER'),
    new Option('--log-level <level>', 'how much to log on stderr; debug logs every AWS call')
      .choices(logLevels)
      .default('info')
      .env('EVENKEEL_LOG_LEVEL'),
    new Option('--no-color', 'no colours; also if NO_COLOR is set or the output is not a terminal').env(
      'EVENKEEL_NO_COLOR',
    ),
  ];
}

/** What decides how much may be deleted because no manifest asks for it any more. */
export interface PruneOptions {
  readonly maxPrune: number;
  readonly maxPruneShare: number;
  readonly allowPrune?: string;
}

/** Whoever tells what is withheld has to know of the same limits as the daemon that withholds it. */
export function pruneLimits(): Option[] {
  return [
    new Option('--max-prune <number>', 'how many resources may be pruned at once')
      .argParser(integer(0, 100_000))
      .default(5)
      .env('EVENKEEL_MAX_PRUNE'),
    new Option(
      '--max-prune-share <share>',
      'which share of all resources may be pruned at once, from 0 to 1; one always may',
    )
      .argParser(share)
      .default(0.2)
      .env('EVENKEEL_MAX_PRUNE_SHARE'),
    new Option('--allow-prune <hash>', 'allow exactly the withheld list of deletions with this hash')
      .argParser(pruneHash)
      .env('EVENKEEL_ALLOW_PRUNE'),
  ];
}

export function pruneLimit({ maxPrune, maxPruneShare, allowPrune }: PruneOptions): PruneLimit {
  return { most: maxPrune, share: maxPruneShare, allowed: allowPrune };
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `30s`, `5m`, `1h`, in milliseconds. */
export function duration(text: string): number {
  const [, count, unit = ''] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('Write a number and ms, s, m or h, e.g. 30s, 5m, 1h.');
  return Number(count) * (units[unit] ?? 0);
}

/** No shorter than leaves AWS in peace, no longer than a day: timers of much longer than that would run off at once. */
export function interval(text: string): number {
  const ms = duration(text);
  if (ms >= 100 && ms <= 24 * 3_600_000) return ms;
  throw new InvalidArgumentError('Write a time from 100ms to 24h.');
}

/** A whole number between two others. */
export function integer(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}

/** As a withheld list is told with; what is mistyped would allow nothing, and say nothing. */
export function pruneHash(text: string): string {
  if (/^[0-9a-f]{12}$/.test(text)) return text;
  throw new InvalidArgumentError('Write the 12 digits and letters shown with the withheld list.');
}

/** What AWS takes as the value of a tag; nobody's name is empty. */
export function ownerName(text: string): string {
  if (/^[\p{L}\p{N}+\-=._:/@][\p{L}\p{N} +\-=._:/@]{0,127}$/u.test(text)) return text;
  throw new InvalidArgumentError('Write 1 to 128 letters, digits, spaces and + - = . _ : / @, e.g. team-a.');
}

/** Load balancers, target groups and security groups are named after it, and each has limits of its own. */
export function newName(text: string): string {
  if (/^(?!sg-|internal-)[a-z](?:[a-z0-9-]{0,22}[a-z0-9])?$/.test(text)) return text;
  throw new InvalidArgumentError('Write up to 24 small letters, digits and -, e.g. web; not sg-… or internal-….');
}

/** One more `key=value` of an option that may be repeated. */
export function tag(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, key, value = ''] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (key === undefined) throw new InvalidArgumentError('Write a key, = and a value, e.g. team=web.');
  return { ...before, [key]: value };
}

/** A part of a whole: from 0 to 1, or in percent. */
export function share(text: string): number {
  const [, number, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  const value = Number(number) / (percent === '%' ? 100 : 1);
  if (value <= 1) return value;
  throw new InvalidArgumentError('Write a number from 0 to 1, e.g. 0.2, or a percentage, e.g. 20%.');
}

/** How much of a target group may leave at once without a manifest's saying so. */
export function deregisterShare(): Option {
  return new Option(
    '--max-deregister-share <share>',
    'which share of a target group may be deregistered at once because it is no longer found, from 0 to 1; one always may',
  )
    .argParser(share)
    .default(HALF)
    .env('EVENKEEL_MAX_DEREGISTER_SHARE');
}

/** How much of AWS's read rates looking around may use. */
export function readBudget(): Option {
  return new Option(
    '--read-budget <share>',
    "the part of AWS's read limits within which everything is read in turn; what matters is read at once (on AWS: 30%)",
  )
    .argParser(partOfRate)
    .env('EVENKEEL_READ_BUDGET');
}

export function fullLook(): Option {
  return new Option(
    '--full-look',
    'read everything in every cycle, whatever it takes (the default on an endpoint on this machine, until it throttles)',
  ).env('EVENKEEL_FULL_LOOK');
}

/** Without any of it nothing could ever be read. */
function partOfRate(text: string): number {
  const value = share(text);
  if (value >= 0.01) return value;
  throw new InvalidArgumentError('Write a number from 0.01 to 1, e.g. 0.3, or a percentage, e.g. 30%.');
}

/** Where a daemon hears of what happens in AWS. */
export function eventsOption(): Option {
  return new Option(
    '--events <queue>',
    'hear of changes at once from this SQS queue, like sqs://evenkeel-events: see docs/events.md',
  )
    .argParser(queue)
    .env('EVENKEEL_EVENTS');
}

function queue(text: string): string {
  if (queueAddress.test(text)) return text;
  throw new InvalidArgumentError("Write sqs:// and the queue's name, e.g. sqs://evenkeel-events, or its URL.");
}

/** CloudTrail's event history is asked, unless somebody says not to. */
export function noTrail(meaning: string): Option {
  return new Option('--no-trail', meaning).env('EVENKEEL_NO_TRAIL');
}

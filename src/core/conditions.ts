import { driftOf } from './drift.ts';
import { isMaking, isRoot, isWrite, type BlockReason, type Change } from './plan.ts';
import type { Live } from './resource.ts';
import type { Health, Verdict } from './serving.ts';

type ConditionType = 'Ready' | 'Reconciling' | 'Stalled' | 'Drifted';

/** One aspect of how a manifest stands, in the form that Kubernetes' tools read. */
export interface Condition {
  readonly type: ConditionType;
  readonly status: 'True' | 'False' | 'Unknown';
  /** The reason, one word in CamelCase as Kubernetes has it. */
  readonly reason: string;
  /** Why, in a sentence for people. */
  readonly message: string;
  readonly lastTransitionTime: string;
  readonly observedGeneration?: number;
}

/** All that is known of one manifest. */
export interface Facts {
  readonly changes: readonly Change[];
  /** What stands of it in AWS. */
  readonly live: readonly Live[];
  readonly suspended?: boolean;
  /** What is wrong with the document. */
  readonly invalid?: string;
  /** Whether what stands of it does its work, where somebody judged it. */
  readonly serving?: Verdict;
  /** What was found out about why it is not in service. */
  readonly because?: string;
}

export interface Stamp {
  readonly now: number;
  readonly generation?: number;
  /** What was said last: a condition that has not changed keeps its time. */
  readonly earlier?: readonly Condition[];
}

type Answer = Pick<Condition, 'status' | 'reason' | 'message'>;

/** As the condition `Ready` has it, and in one word for the eye. */
interface Readiness extends Answer {
  readonly health: Health;
}

/** Ready, drifted and at work are different questions; none of them answers another. */
export function conditionsOf(facts: Facts, stamp: Stamp): Condition[] {
  const findings: Readonly<Record<ConditionType, Answer>> = {
    Ready: findingOf(readinessOf(facts)),
    Reconciling: reconcilingOf(facts),
    Stalled: stalledOf(facts),
    Drifted: driftedOf(facts),
  };
  return Object.entries(findings).map(([type, finding]) => {
    const earlier = stamp.earlier?.find((one) => one.type === type && one.status === finding.status);
    return {
      type: type as ConditionType,
      ...finding,
      lastTransitionTime: earlier?.lastTransitionTime ?? new Date(stamp.now).toISOString(),
      ...(stamp.generation === undefined ? {} : { observedGeneration: stamp.generation }),
    };
  });
}

/** The condition `Ready` as colours show it. */
export function healthOf(facts: Facts): Health {
  return readinessOf(facts).health;
}

/** What to do about what AWS gave up on. */
export const failedRemedy = 'AWS does not retry: fix what it names, then delete this one in AWS and apply again';

/** Only a person can clear these away; the others pass, or were chosen. */
const stalling: ReadonlySet<BlockReason> = new Set([
  'foreign-owner',
  'unresolved-ref',
  'rejected',
  'depends-on-invalid',
  'would-empty',
  'non-converging',
  'refused',
]);

/**
 * Whether all that the manifest asks for stands and does its work. A field that drifted does not take it out of service, and
 * neither does what only weakens it: that is reported.
 */
function readinessOf(facts: Facts): Readiness {
  const { changes, live, suspended, invalid, serving } = facts;
  if (invalid !== undefined) return { status: 'False', health: 'unhealthy', reason: 'Invalid', message: invalid };
  if (suspended) {
    return {
      status: 'Unknown',
      health: 'unknown',
      reason: 'Suspended',
      message: 'suspended: the manifest says evenkeel.dev/suspend',
    };
  }
  const stopped = blockOf(facts);
  if (stopped !== undefined) return { status: 'False', health: 'unhealthy', ...stopped };
  const unread = changes.find(({ blocked }) => blocked?.reason === 'unreadable');
  if (unread !== undefined) {
    return { status: 'Unknown', health: 'unknown', reason: 'Unreadable', message: unread.blocked!.message };
  }
  const missing = changes.filter((change) => isMaking(change.action) || isMaking(change.blocked?.would));
  if (missing.some(isRoot)) {
    return { status: 'False', health: 'pending', reason: 'Missing', message: 'it does not exist in AWS' };
  }
  const unready = live.find(({ status }) => status?.ready === false);
  if (unready !== undefined) {
    const health = unready.status?.failed ? 'unhealthy' : 'pending';
    return { status: 'False', health, ...explained(stateOf(unready), facts) };
  }
  if (serving?.ready === 'False') return { status: 'False', health: serving.health, ...explained(serving, facts) };
  if (missing.length > 0) {
    return { status: 'False', health: 'pending', reason: 'Incomplete', message: `missing: ${idsOf(missing)}` };
  }
  const pending = changes.filter((change) => isWrite(change) && change.cause !== 'drift' && change.cause !== 'prune');
  if (pending.length > 0) {
    return { status: 'False', health: 'pending', reason: 'Pending', message: `pending changes: ${idsOf(pending)}` };
  }
  if (serving === undefined || serving.health === 'healthy') {
    return { status: 'True', health: 'healthy', reason: 'Active', message: 'everything exists and is in service' };
  }
  return { status: serving.ready, health: serving.health, reason: serving.reason, message: serving.message };
}

function findingOf({ status, reason, message }: Readiness): Answer {
  return { status, reason, message };
}

function explained(
  { reason, message }: Pick<Answer, 'reason' | 'message'>,
  { because }: Facts,
): Pick<Answer, 'reason' | 'message'> {
  return { reason, message: because === undefined || because === message ? message : `${message}; ${because}` };
}

function reconcilingOf({ changes, live, suspended, invalid, serving }: Facts): Answer {
  const open = changes.filter(isWrite);
  if (suspended || invalid !== undefined) return { status: 'False', reason: 'Stopped', message: 'not reconciled' };
  if (open.length > 0) return { status: 'True', reason: 'Changing', message: `pending changes: ${idsOf(open)}` };
  const onItsWay = live.find(({ status }) => status?.ready === false && !status.failed);
  if (onItsWay !== undefined) return { status: 'True', ...stateOf(onItsWay) };
  if (serving?.health === 'pending') return { status: 'True', reason: serving.reason, message: serving.message };
  return { status: 'False', reason: 'Done', message: 'nothing to do' };
}

function stalledOf(facts: Facts): Answer {
  if (facts.invalid !== undefined) return { status: 'True', reason: 'Invalid', message: facts.invalid };
  const stopped = blockOf(facts);
  if (stopped !== undefined) return { status: 'True', ...stopped };
  const failed = facts.live.find(({ status }) => status?.failed);
  if (failed !== undefined) {
    const { reason, message } = stateOf(failed);
    return { status: 'True', reason, message: `${message}; ${failed.status?.remedy ?? failedRemedy}` };
  }
  return { status: 'False', reason: 'Free', message: 'nothing blocks it' };
}

function driftedOf({ changes, suspended, invalid }: Facts): Answer {
  const { verdict, drifted, notCreated, unreadable } = driftOf({ changes });
  if (suspended || invalid !== undefined || verdict === 'unknown') {
    const message = unreadable[0]?.blocked?.message ?? 'not compared';
    return { status: 'Unknown', reason: 'NotCompared', message };
  }
  if (verdict === 'drifted') return { status: 'True', reason: 'Drifted', message: `drifted: ${idsOf(drifted)}` };
  if (verdict === 'not-created')
    return { status: 'False', reason: 'NotCreated', message: `not created yet: ${idsOf(notCreated)}` };
  return { status: 'False', reason: 'InSync', message: 'AWS matches the last apply' };
}

function blockOf({ changes }: Facts): Pick<Answer, 'reason' | 'message'> | undefined {
  for (const { blocked, stuck } of changes) {
    if (blocked !== undefined && stalling.has(blocked.reason)) return why(blocked.reason, blocked.message);
    if (stuck !== undefined) return why('non-converging', stuck.message);
  }
  return undefined;
}

function why(reason: BlockReason, message: string): Pick<Answer, 'reason' | 'message'> {
  return { reason: camel(reason), message };
}

function stateOf({ status }: Live): Pick<Answer, 'reason' | 'message'> {
  const text = status?.text ?? '';
  return { reason: status?.failed ? 'Failed' : reasonOf(text.split(':')[0]!), message: `AWS says: ${text}` };
}

/** In one word, which has to begin with a letter: a count stands in the message. */
function reasonOf(words: string): string {
  return /^[A-Za-z]/.test(words) ? camel(words) : 'Progressing';
}

function camel(words: string): string {
  return words
    .split(/[^A-Za-z0-9]+/)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('');
}

/** Enough of them to know where to look. */
const MOST_IDS = 3;

function idsOf(changes: readonly Change[]): string {
  const ids = changes.slice(0, MOST_IDS).map(({ id }) => id);
  const more = changes.length - ids.length;
  return `${ids.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}

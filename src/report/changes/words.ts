import { intended, isMemory, isRemoval, type Action, type BlockReason, type Change } from '../../core/plan.ts';
import { clean } from '../text/values.ts';
import type { Paint } from '../text/paint.ts';

type Block = NonNullable<Change['blocked']>;

const signs: Readonly<Record<Action, string>> = {
  create: '+',
  update: '~',
  replace: '-/+',
  delete: '-',
  register: '+',
  deregister: '-',
  blocked: '!',
  noop: ' ',
};

const looks: Readonly<Record<Action, Parameters<Paint>[0]>> = {
  create: 'green',
  update: 'yellow',
  replace: 'yellow',
  delete: 'red',
  register: 'green',
  deregister: 'red',
  blocked: 'red',
  noop: 'dim',
};

/** The sign and the word that stand before a resource: `~ update`. */
export function verbOf(change: Change, paint: Paint): string {
  return paint(looks[change.action], `${signs[change.action].padStart(3)} ${wordOf(change)}`);
}

/** What is done, in a word. */
export function wordOf(change: Change): string {
  if (change.adopted && change.action !== 'blocked') return 'adopt';
  return isRelease(change) ? 'release' : change.action;
}

/** Retained: it loses our tags and stays. */
export function isRelease({ groups }: Pick<Change, 'groups'>): boolean {
  return groups.includes('forget');
}

/** Why there is a change, for people. What is blocked before anything could be compared has no cause but that. */
export function causeText(change: Change): string | undefined {
  if (change.blocked !== undefined && !compared.has(change.blocked.reason)) return undefined;
  if (change.adopted) return 'adoption: it exists in AWS, and nothing manages it';
  const action = intended(change);
  switch (change.cause) {
    case 'spec':
      if (action === 'register') return 'spec: not registered yet';
      if (action === 'deregister') return 'spec: no manifest declares it';
      if (action === 'create') return 'spec: not created yet';
      if (action === 'delete') return 'spec: not in the manifest';
      return 'spec: the manifest changed since the last apply';
    case 'drift':
      if (action === 'register') return 'drift: no longer registered';
      if (action === 'deregister') return 'drift: registered, but no Service declares it';
      if (action === 'create') return 'drift: deleted from AWS';
      if (action === 'delete') return 'drift: added to AWS, but no manifest declares it';
      return 'drift: AWS differs from the last apply';
    case 'dependency':
      if (action === 'delete') return 'dependency: its replacement has taken over';
      return 'dependency: follows from another change';
    case 'prune':
      return action === 'deregister'
        ? 'prune: no Service declares it any more'
        : 'prune: no manifest declares it any more';
    case 'adoption':
      if (isRemoval(action)) return 'adoption: it was there before the adoption, and no manifest declares it';
      if (isMemory(change)) return 'adoption: complete, nothing is held back any more';
      return 'adoption: part of what is adopted, and differs from the manifest';
  }
}

const compared: ReadonlySet<BlockReason> = new Set([
  'drift-warn',
  'prune-withheld',
  'rejected',
  'would-empty',
  'adopted-first',
  'non-converging',
  'refused',
  'unconfirmed',
  'deregister-limit',
]);

/** What traffic feels of a change; nothing where it feels nothing. */
export function impactText({ impact }: Change): string | undefined {
  switch (impact) {
    case 'none':
      return undefined;
    case 'brief':
      return 'impact: brief, traffic may be interrupted for a moment';
    case 'replacement':
      return 'impact: replacement, a new one is created and takes over before this one is deleted';
  }
}

/** What can be done about what stops a change, where its message does not say so already. */
const remedies: Readonly<Partial<Record<BlockReason, string>>> = {
  'unresolved-ref': 'create what it refers to, or refer to something else',
  unreadable: 'evenkeel changes nothing that it could not read: fix the read, then run again',
  'drift-warn': "to correct it, remove the annotation; to keep AWS's value, write it into the manifest",
  rejected: 'AWS would reject it: fix the manifest',
  'depends-on-invalid': 'fix the invalid manifest first',
  refused: 'retried when the manifest, what it refers to or AWS changes, or on request',
};

/** Why it is blocked, and what can be done about that. */
export function blockTexts({ reason, message }: Block): string[] {
  const remedy = remedies[reason];
  return [`${reason}: ${clean(message)}`, ...(remedy === undefined ? [] : [remedy])];
}

/** `file:line`, where a manifest asked for it. */
export function placeOf({ source }: Pick<Change, 'source'>): string | undefined {
  return source === undefined ? undefined : `${source.file}:${source.line}`;
}

import { isMemory, isRemoval, type Action, type BlockReason, type Change } from '../core/plan.ts';
import { clean } from './values.ts';
import type { Paint } from './paint.ts';

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
  if (change.adopted) return 'adoption: it stands in AWS, owned by nobody';
  const action = change.blocked?.would ?? change.action;
  switch (change.cause) {
    case 'spec':
      if (action === 'register') return 'spec: it is not registered yet';
      if (action === 'deregister') return 'spec: no manifest asks for it';
      if (action === 'create') return 'spec: it does not stand in AWS';
      if (action === 'delete') return 'spec: it is not in the manifest';
      return 'spec: the manifest changed since it was last applied';
    case 'drift':
      if (action === 'register') return 'drift: it is not registered';
      if (action === 'deregister') return 'drift: it is registered, and no Service asks for it';
      if (action === 'create') return 'drift: it is gone from AWS';
      if (action === 'delete') return 'drift: no manifest lists it, somebody else added it';
      return 'drift: AWS no longer is what was last applied';
    case 'dependency':
      if (action === 'delete') return 'dependency: its successor has taken over';
      return 'dependency: it follows from another change';
    case 'prune':
      return action === 'deregister' ? 'prune: no Service asks for it any more' : 'prune: no longer asked for';
    case 'adoption':
      if (isRemoval(action)) return 'adoption: it stood there when it was adopted, and is not in the manifest';
      if (isMemory(change)) return 'adoption: nothing of what stood in it is left to be decided';
      return 'adoption: it stands in what is adopted, and differs from the manifest';
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
      return 'impact: brief, traffic may notice for a moment';
    case 'replacement':
      return 'impact: replacement, another one is made and takes over before this one goes';
  }
}

/** What can be done about what stops a change, where its message does not say so already. */
const remedies: Readonly<Partial<Record<BlockReason, string>>> = {
  'unresolved-ref': 'make what it points at exist, or point at something else',
  unreadable: 'what could not be read is never changed: see to it that AWS answers, and run again',
  'drift-warn': 'to correct it, take the annotation away; to keep what stands, write it into the manifest',
  rejected: 'AWS would refuse it: correct the manifest',
  'depends-on-invalid': 'correct the invalid manifest first',
  refused: 'it is sent again once the manifest, what it points at or what stands is another, or when somebody asks',
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

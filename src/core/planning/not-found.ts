import type { Change } from '../plan.ts';
import type { ResourceType, Wanted } from '../resource.ts';
import { blockedChange, changeOf } from './context.ts';
import { makingOf } from './decide.ts';

/** What its look-up leads nowhere for is neither made nor known to stand. */
export function notFound(type: ResourceType, wanted: Wanted, lost = false): Change | undefined {
  if (wanted.notFound === undefined) return undefined;
  const { message, isCertain } = wanted.notFound;
  return blockedChange(created(type, wanted, lost), isCertain ? 'unresolved-ref' : 'unreadable', message);
}

export function created(type: ResourceType, wanted: Wanted, lost: boolean): Change {
  return changeOf(wanted, { action: makingOf(type), cause: lost ? 'drift' : 'spec' });
}

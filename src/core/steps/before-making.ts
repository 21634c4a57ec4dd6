import type { Wanted } from '../resource.ts';
import { refsOf, type ResourceId } from '../value.ts';
import type { Move, Write } from './write.ts';
import type { Writes } from './writes.ts';

/** What must stand before something is made or written: what it refers to, what contains it, and what makes that whole. */
export function beforeMaking(write: Write, writes: Writes, all: ReadonlyMap<ResourceId, Wanted>): Move[] {
  const { change, type, wanted } = write;
  if (wanted === undefined) return [];
  const found: Move[] = [];
  const refs = refsOf(wanted.state);
  for (const { $ref, weak } of refs) if (weak === undefined) add(writes.byId.get($ref));
  // Traffic moves over only to what is complete: a security group without rules would block all of it.
  if (change.action === 'update') {
    for (const { $ref, weak } of refs) if (weak === undefined) addAll(writes.madeWithin().get($ref));
  }
  // Some need what they are built on to be in use already: what puts it in use comes first.
  if (type.afterUsersOf !== undefined) {
    for (const { $ref } of refs) {
      if (all.get($ref)?.type === type.afterUsersOf) addAll(writes.madeUpon().get($ref));
    }
  }
  if (wanted.parent !== undefined) add(writes.byId.get(wanted.parent));
  return found;

  function add(other: Write | undefined): void {
    if (other !== undefined && other !== write && !other.isDeletion) found.push(other.own);
  }

  function addAll(others: readonly Write[] = []): void {
    for (const other of others) add(other);
  }
}

import { isRemoval, type Change } from '../plan.ts';
import type { Wanted } from '../resource.ts';
import { refsOf, type ResourceId } from '../value.ts';
import type { StepContext } from './step-context.ts';
import { idsOf, typeIn, type Writes } from './writes.ts';

/** What must stand before something is made or written: what it refers to, what contains it, and what makes that whole. */
export function beforeMaking({ id, action }: Change, writes: Writes, context: StepContext): ResourceId[] {
  const wanted = context.wanted.get(id);
  if (wanted === undefined) return [];
  const needed = refsOf(wanted.state).flatMap((ref) => (ref.weak === undefined ? [ref.$ref] : []));
  // What carries traffic moves over only to what is whole: behind a security group without rules nobody would reach it.
  const filled = action === 'update' ? needed.flatMap((one) => idsOf(writes.madeWithin().get(one))) : [];
  const container = wanted.parent === undefined ? [] : [wanted.parent];
  return [...needed, ...filled, ...firstUsers(wanted, writes, context), ...container].filter(
    (one) => one !== id && writes.byId.has(one) && !isRemoval(writes.byId.get(one)?.action),
  );
}

/** Who makes the resources that it is built on be in use, where AWS asks for that. */
function firstUsers({ type, state }: Wanted, writes: Writes, context: StepContext): ResourceId[] {
  const { afterUsersOf } = typeIn(context, type);
  if (afterUsersOf === undefined) return [];
  const used = refsOf(state).filter(({ $ref }) => context.wanted.get($ref)?.type === afterUsersOf);
  return used.flatMap(({ $ref }) => idsOf(writes.madeUpon().get($ref)));
}

import { digest } from '../json.ts';
import { holdsBack, type Change, type Plan } from '../plan.ts';

/** The hash of all that was there at adoption and that no person has agreed to delete; undefined where there is none. */
export function inheritanceHash({ changes }: Plan): string | undefined {
  const held = changes.filter(holdsBack);
  return held.length === 0
    ? undefined
    : digest(held.map(({ id, live, kept }) => [id, live ?? '', ...(kept?.fields ?? [])].join(' ')).sort(), 12);
}

/** For a daemon, which cannot ask: marks what is held with the hash that allows exactly that list. */
export function markHeld(plan: Plan): Plan {
  const hash = inheritanceHash(plan);
  if (hash === undefined) return plan;
  const { length: count } = plan.changes.filter(holdsBack);
  const among = count === 1 ? '' : ` (one of ${count} left by the adoption)`;
  const message = `it was there before the adoption, and the manifest does not declare it${among}. To delete it, run evenkeel apply; to delete exactly this list, restart with --allow-prune ${hash}; to keep it, write it into the manifest`;
  return {
    ...plan,
    changes: plan.changes.map((change) => (holdsBack(change) ? withMessage(change, message) : change)),
  };
}

function withMessage(change: Change, message: string): Change {
  const { blocked, kept } = change;
  return {
    ...change,
    ...(blocked === undefined ? {} : { blocked: { ...blocked, message } }),
    ...(kept === undefined ? {} : { kept: { ...kept, message } }),
  };
}

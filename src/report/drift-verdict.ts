import { countDrift, type Drift } from '../core/drift.ts';
import type { Change, Plan } from '../core/plan.ts';
import { counted } from './counted.ts';
import { clean } from './values.ts';

/** What a look at AWS came to, in a sentence. */
export function verdictText(plan: Plan, { verdict, drifted, unreadable, problems }: Drift): string {
  switch (verdict) {
    case 'in-sync':
      return `In sync: ${counted(plan.changes.length, 'resource')} looked at, none drifted.`;
    case 'drifted':
      return `Drift: ${driftedText(drifted)}; evenkeel apply puts right what is not blocked.`;
    case 'unknown':
      return `Unknown: ${unknownText(unreadable.length, problems)}${
        drifted.length === 0 ? '' : `; besides, ${driftedText(drifted)}`
      }.`;
  }
}

/** What else there is to do, and why not all of it is done; nothing where nothing is. */
export function othersText({ others }: Drift): string | undefined {
  if (others.length === 0) return undefined;
  const withheld = new Set(
    others.flatMap(({ blocked }) => (blocked?.reason === 'prune-withheld' ? [clean(blocked.message)] : [])),
  );
  const told = [...withheld].map((why) => ` Withheld: ${why}.`).join('');
  return `${counted(others.length, 'further change')} not caused by drift: see evenkeel plan.${told}`;
}

function unknownText(unreadable: number, problems: number): string {
  const parts = [
    ...(unreadable === 0 ? [] : [`${counted(unreadable, 'resource')} could not be read`]),
    ...(problems === 0 ? [] : [`the folder has ${counted(problems, 'problem')}`]),
  ];
  return parts.join('; ');
}

function driftedText(drifted: readonly Change[]): string {
  const { fields, missing, extra } = countDrift(drifted);
  const parts = [
    ...(fields === 0 ? [] : [counted(fields, 'field')]),
    ...(missing === 0 ? [] : [`${missing} missing`]),
    ...(extra === 0 ? [] : [`${extra} too many`]),
  ];
  return parts.length === 0 ? counted(drifted.length, 'resource') : parts.join(', ');
}

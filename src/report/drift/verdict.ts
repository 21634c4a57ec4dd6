import { countDrift, type Drift } from '../../core/drift.ts';
import { idsText, withheldIn, withheldText } from '../../core/guards/withheld.ts';
import { holdsBack, isRoot, type Change, type Plan } from '../../core/plan.ts';
import { counted } from '../text/counted.ts';
import { clean } from '../text/values.ts';

/** What a look at AWS came to, in a sentence. */
export function verdictText(plan: Plan, drift: Drift): string {
  const { verdict, drifted, notCreated } = drift;
  switch (verdict) {
    case 'in-sync':
      return `In sync: ${counted(plan.changes.length, 'resource')} checked, none drifted.`;
    case 'not-created': {
      const isAll = plan.changes.length === notCreated.length;
      const rest = isAll ? '' : '; none of the others drifted';
      return `Not created yet: ${counted(notCreated.length, 'resource')}${rest}.`;
    }
    case 'drifted':
      return `Drift: ${driftedText(drifted)}; evenkeel apply corrects what is not blocked.`;
    case 'unknown':
      return `Unknown: ${unknownText(drift)}${drifted.length === 0 ? '' : `; besides, ${driftedText(drifted)}`}.`;
  }
}

/** What else there is to do, and why not all of it is done. */
export function restTexts(plan: Plan, drift: Drift): string[] {
  return [...notCreatedText(plan, drift), ...othersText(drift)];
}

/** As many names as a line has room for. */
const mostNamed = 3;

function notCreatedText({ changes, informed }: Plan, { notCreated }: Drift): string[] {
  if (notCreated.length === 0) return [];
  const more = notCreated.length - mostNamed;
  const named = notCreated.slice(0, mostNamed).map(({ id }) => id);
  const sentence = `${counted(notCreated.length, 'resource')} not created yet: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}; run evenkeel plan.`;
  // In an account in which nothing stands, nobody deleted one thing.
  const isCertain = informed || !notCreated.some(isRoot) || changes.every(({ live }) => live === undefined);
  if (isCertain) return [sentence];
  return [
    `${sentence} Whether one of them existed before and was deleted, evenkeel drift cannot tell from one read; evenkeel run can.`,
  ];
}

function othersText({ others }: Drift): string[] {
  if (others.length === 0) return [];
  const withheld = withheldIn({ changes: others }).map((one) => ` ${clean(withheldText(one))}.`);
  const all = [...withheld, heldText(others)].join('');
  return [`${counted(others.length, 'further change')} not caused by drift: run evenkeel plan.${all}`];
}

/** What adoption left, since nobody has agreed yet that it goes. */
function heldText(others: readonly Change[]): string {
  const held = others.filter(holdsBack);
  const why = new Set(held.map(({ blocked, kept }) => clean(blocked?.message ?? kept?.message ?? '')));
  return held.length === 0 ? '' : ` Held back: ${clean(idsText(held))}: ${[...why].join('; ')}.`;
}

function unknownText({ unreadable, unread, problems }: Drift): string {
  const parts = [
    ...(unreadable.length === 0 ? [] : [`${counted(unreadable.length, 'resource')} could not be read`]),
    ...(unread.length === 0 ? [] : [`${counted(unread.length, 'resource')} not read yet since the start`]),
    ...(problems === 0 ? [] : [`the folder has ${counted(problems, 'problem')}`]),
  ];
  return parts.join('; ');
}

function driftedText(drifted: readonly Change[]): string {
  const { fields, missing, extra } = countDrift(drifted);
  const parts = [
    ...(fields === 0 ? [] : [counted(fields, 'field')]),
    ...(missing === 0 ? [] : [`${missing} missing`]),
    ...(extra === 0 ? [] : [`${extra} extra`]),
  ];
  return parts.length === 0 ? counted(drifted.length, 'resource') : parts.join(', ');
}

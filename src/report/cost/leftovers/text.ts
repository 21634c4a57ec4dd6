import type { Leftover } from '../../../core/leftover.ts';
import { counted } from '../../text/counted.ts';
import { plainPaint, type Paint } from '../../text/paint.ts';
import { paragraphs } from '../../changes/sections.ts';
import { clean, indent } from '../../text/values.ts';
import { isLeft, leftTotal, type PricedLeftover } from './leftovers.ts';
import { dollars } from '../money.ts';

const headings: Readonly<Record<Leftover['standing'], string>> = {
  ours: 'Tagged by evenkeel, but no manifest declares it:',
  idle: 'Unused, with a cost:',
  'in-use': 'In use, with a cost (listed, not counted):',
};

const notLookedAt = 'Log groups are not checked';

/** What is left as people read it: each with its price, and the command that removes it. */
export function leftoversText(
  leftovers: readonly PricedLeftover[],
  { logGroups, paint = plainPaint }: { readonly logGroups: readonly string[]; readonly paint?: Paint },
): string {
  const sections = (['ours', 'idle', 'in-use'] as const).map((standing) => {
    const those = leftovers.filter((one) => one.standing === standing);
    return those.length === 0 ? [] : [headings[standing], ...those.flatMap((one) => indent(2, lines(one, paint)))];
  });
  return paragraphs([...sections, [paint('bold', summary(leftovers)), logGroupsText(logGroups)]]);
}

/** That one is named somewhere does not mean that it is there. */
function logGroupsText(names: readonly string[]): string {
  if (names.length === 0) return `${notLookedAt}: see docs/cost.md.`;
  return `${notLookedAt}; these were in use: ${names.map(clean).join(', ')}.`;
}

function lines({ id, what, manifest, monthly, command }: PricedLeftover, paint: Paint): string[] {
  const price = monthly === undefined ? 'price not known' : monthly === 0 ? 'free' : `${dollars(monthly)} a month`;
  const owner = manifest === undefined ? '' : `  ${clean(manifest)}`;
  return [
    `${what} ${paint('bold', clean(id))}  ${price}${owner}`,
    ...(command === undefined ? [] : indent(2, [paint('cyan', clean(command))])),
  ];
}

function summary(leftovers: readonly PricedLeftover[]): string {
  const left = leftovers.filter(isLeft);
  if (left.length === 0) return 'No leftovers.';
  const total = leftTotal(leftovers);
  const unknown = left.some(({ monthly }) => monthly === undefined) ? 'at least ' : '';
  return `${counted(left.length, 'thing is', 'things are')} left: ${unknown}${dollars(total)} a month.`;
}

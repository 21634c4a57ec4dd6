import type { CostDelta } from './delta.ts';
import { signedDollars } from './money.ts';

/** As many as one still reads. */
const SHOWN = 5;

/** `Costs about +$22.27 a month: load-balancer/default/web +$16.43, ….` */
export function costDeltaText({ monthly, changes, unpriced }: CostDelta): string {
  const shown = changes.slice(0, SHOWN).map(({ id, monthly: own }) => `${id} ${signedDollars(own)}`);
  const more = changes.length > SHOWN ? [`and ${changes.length - SHOWN} more`] : [];
  const which = shown.length === 0 ? '' : `: ${[...shown, ...more].join(', ')}`;
  const rest = unpriced.length === 0 ? '' : `; no price known for ${unpriced.join(', ')}`;
  return `Costs about ${signedDollars(monthly)} a month${which}${rest}.`;
}

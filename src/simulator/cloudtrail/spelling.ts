/** What CloudTrail puts in the place of what is nobody's business. */
const hidden: ReadonlyMap<string, string> = new Map([
  ['ClientSecret', 'HIDDEN_DUE_TO_SECURITY_REASONS'],
  ['UserData', '<sensitiveDataRemoved>'],
]);

/** A call's parameters, or what it answered, as CloudTrail spells them: each name with a small first letter. */
export function spell(value: unknown): unknown {
  if (value instanceof Date) return spellTime(value);
  if (Array.isArray(value)) return value.map(spell);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [lowerFirst(name), shown(name, item, spell)]),
  );
}

/** Hides what CloudTrail hides; the rest is spelt. */
export function shown(name: string, value: unknown, spelt: (value: unknown) => unknown): unknown {
  return hidden.get(name) ?? spelt(value);
}

export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Made once: to make one takes longer than all else that is written down of a call. */
const [date, clock] = [
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' }),
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', hour: 'numeric', minute: 'numeric', second: 'numeric' }),
];

/** `Apr 11, 2016 5:23:50 PM`. */
function spellTime(time: Date): string {
  return `${date.format(time)} ${clock.format(time)}`;
}

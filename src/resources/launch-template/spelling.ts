/** A value with the keys of all that is in it begun with a capital, as AWS spells them. */
export function capitalised(value: unknown): unknown {
  return respelled(value, (letter) => letter.toUpperCase());
}

/** The same backwards: as manifests spell them. */
export function uncapitalised(value: unknown): unknown {
  return respelled(value, (letter) => letter.toLowerCase());
}

function respelled(value: unknown, first: (letter: string) => string): unknown {
  if (Array.isArray(value)) return value.map((member) => respelled(member, first));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [first(key.charAt(0)) + key.slice(1), respelled(member, first)]),
  );
}

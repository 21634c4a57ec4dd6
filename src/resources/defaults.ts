/** AWS's defaults for those attributes that a live object has. */
export function defaultsFor(
  attributes: Readonly<Record<string, string>> | undefined,
  defaultOf: (key: string) => string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.keys(attributes ?? {}).flatMap((key) => {
      const value = defaultOf(key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** AWS takes no empty value for these again; they mean nothing once what they belong to is switched off. */
const neverEmptied = /\.(s3\.bucket|cookie_name)$/;

/** AWS's defaults for those attributes that a live object has. What can never go back stays as it is. */
export function defaultsFor(
  attributes: Readonly<Record<string, string>> | undefined,
  defaultOf: (key: string) => string | undefined,
): Record<string, string> {
  const defaults: Record<string, string> = {};
  for (const key in attributes) {
    const value = neverEmptied.test(key) ? attributes[key] : defaultOf(key);
    if (value !== undefined) defaults[key] = value;
  }
  return defaults;
}

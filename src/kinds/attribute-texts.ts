/** Attribute values as AWS has them: all of them texts, whatever scalar the manifest says. */
export function attributeTexts(
  attributes: Readonly<Record<string, string | number | boolean>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)]));
}

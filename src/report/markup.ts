const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML can't hold even escaped, what nobody would see, and what turns the direction of writing. */
const unprintable = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{fffe}\u{ffff}]/gu;

/** Any text as what stands between the tags of HTML or XML, or in an attribute. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(unprintable, '\u{fffd}').replaceAll(/[&<>"']/g, (sign) => entities[sign]!);
}

import { visible } from '../../core/visible.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Any text as what stands between the tags of HTML or XML, or in an attribute. */
export function escapeMarkup(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (sign) => entities[sign]!);
}

import { Document, visit } from 'yaml';

/** Plain data as YAML, without anchors, and such that no reader of any version takes a text for something else. */
export function toYaml(value: unknown): string {
  return rendered(new Document(value, { aliasDuplicateObjects: false }));
}

/** A document as text that every reader understands the same way. */
export function rendered(document: Document): string {
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && isMistakable(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 130 }).replaceAll(unprintable, escaped);
}

/** What YAML 1.1, or its readers in Kubernetes and Python, take for true, false or nothing. */
const words = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** Numbers, dates, times, sexagesimals, `=`, `<<` and `~` all begin otherwise. */
const plainStart = /^[A-Za-z/]/;

/** What some readers refuse, others end a line at, and terminals obey. Only quoted may it stand, as an escape. */
const unprintable = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu;

function isMistakable(text: string): boolean {
  if (text.search(unprintable) !== -1) return true;
  // As a block, unless its first line is indented, which YAML would need an indentation indicator for.
  if (text.includes('\n')) return /^\s/.test(text);
  return words.test(text) || !plainStart.test(text);
}

function escaped(sign: string): string {
  const code = sign.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}

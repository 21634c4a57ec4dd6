import { Document, visit } from 'yaml';
import { visible } from '../core/visible.ts';

/** Plain data as YAML, without anchors or folded lines that a reader would have to undo. */
export function toYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && visible(node.value) !== node.value) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 130 }).replaceAll(beyond, spelled);
}

/**
 * Signs that nobody sees are spelled out on the way out, which YAML takes for the same only in double quotes, and of
 * those above U+FFFF only in its own way.
 */
const beyond = /(?=[\u{10000}-\u{10ffff}])\p{Cf}/gu;

function spelled(sign: string): string {
  return `\\U${sign.codePointAt(0)!.toString(16).padStart(8, '0')}`;
}

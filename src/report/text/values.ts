import { visible } from '../../core/visible.ts';

/** Names, ARNs, paths, numbers: what can be read without quotes. */
const plainText = /^[\p{L}\p{N}(/*#$._-][\p{L}\p{N} ./:*#$@+=%&?~^|()<>!…_-]*$/u;

/** A value on one line, as YAML would write it in flow style. */
export function flow(value: unknown): string {
  if (typeof value === 'string') return textOf(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${textOf(key)}: ${flow(member)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  return String(value);
}

/** A value on as many lines as it takes to keep them short. */
export function block(value: unknown, width: number): string[] {
  const line = flow(value);
  if (line.length <= width || typeof value !== 'object' || value === null) return [line];
  if (Array.isArray(value)) return value.flatMap((item) => hang('- ', block(item, width - 2)));
  return Object.entries(value).flatMap(([key, member]) => {
    const label = `${textOf(key)}: `;
    const inline = flow(member);
    if (label.length + inline.length <= width) return [`${label}${inline}`];
    return [`${textOf(key)}:`, ...indent(2, block(member, width - 2))];
  });
}

/** Words of others, AWS's for one, on one line. What a terminal would obey in them is made visible on the way out. */
export function clean(words: string): string {
  return words.replaceAll(/\s+/g, ' ').trim();
}

export function indent(by: number, lines: readonly string[]): string[] {
  return hang(' '.repeat(by), lines, ' '.repeat(by));
}

/** The label before the first line, and the others below the first. */
export function hang(label: string, lines: readonly string[], below = ' '.repeat(label.length)): string[] {
  return lines.map((line, index) => `${index === 0 ? label : below}${line}`);
}

function textOf(text: string): string {
  return plainText.test(text) && !text.endsWith(' ') ? text : quoted(text);
}

function quoted(text: string): string {
  return visible(JSON.stringify(text));
}

import { table } from '../text/table.ts';
import { findAll, textOf } from './evaluate.ts';
import { parsePath } from './parse.ts';
import { TemplateError, type Path } from './template.ts';

export interface Column {
  readonly head: string;
  readonly path: Path;
}

/** `NAME:.metadata.name,READY:.status.conditions[?(@.type=="Ready")].status` */
export function parseColumns(text: string): readonly Column[] {
  if (text.trim() === '') throw new TemplateError('there is no column: write NAME:.metadata.name', 0);
  let at = 0;
  return pieces(text).map((piece) => {
    const colon = piece.indexOf(':');
    if (colon < 1) throw new TemplateError('a column is written as NAME:.path', at);
    const path = pathAt(piece.slice(colon + 1), at + colon + 1);
    at += piece.length + 1;
    return { head: piece.slice(0, colon), path };
  });
}

/** What is wrong with it is told by where it stands in the whole. */
function pathAt(text: string, at: number): Path {
  try {
    return parsePath(text);
  } catch (thrown) {
    throw thrown instanceof TemplateError ? new TemplateError(thrown.problem, at + thrown.at) : thrown;
  }
}

/** Between the commas that stand in no bracket and in no quotes. */
function pieces(text: string): string[] {
  const found = [''];
  let [depth, mark] = [0, ''];
  for (const sign of text) {
    if (mark !== '') mark = sign === mark ? '' : mark;
    else if (sign === '"' || sign === "'") mark = sign;
    else if (sign === '[') depth += 1;
    else if (sign === ']') depth -= 1;
    if (sign === ',' && depth === 0 && mark === '') found.push('');
    else found[found.length - 1] += sign;
  }
  return found;
}

/** A line for each object. */
export function columnsText(columns: readonly Column[], objects: readonly unknown[]): string {
  const { heads, rows } = columnRows(columns, objects);
  return `${table([heads, ...rows]).join('\n')}\n`;
}

export function columnRows(
  columns: readonly Column[],
  objects: readonly unknown[],
): { heads: string[]; rows: string[][] } {
  const rows = objects.map((object) =>
    columns.map(({ path }) => {
      const found = findAll(path, object);
      return found.length === 0 ? '<none>' : found.map(textOf).join(',');
    }),
  );
  return { heads: columns.map(({ head }) => head), rows };
}

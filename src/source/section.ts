import { Composer, Lexer, Parser, type CST, type Document, type YAMLParseError } from 'yaml';
import { DIRECTIVE } from './refusals.ts';
import type { Words } from './source-file.ts';

/** What one section of a file holds; offsets count from the section's start. */
export type Section =
  | {
      readonly documents: readonly Document.Parsed[];
      readonly errors: readonly YAMLParseError[];
      readonly lastToken: number;
    }
  | { readonly refused: Words; readonly at: number };

/**
 * Where the sections of a YAML text start. A line that begins with `---` begins a document wherever it stands, inside
 * block scalars and open brackets too, so cutting there first keeps a broken document from touching its neighbours.
 */
export function sectionStarts(text: string): number[] {
  const starts = [0];
  for (const { index } of text.matchAll(/\n---(?=[ \t\r\n]|$)/g)) starts.push(index + 1);
  return starts;
}

/**
 * Parses one section. The composer recurses, and a text of a million brackets would end the process beyond any catch;
 * the lexer and parser keep their own stack, so the depth is watched there, token by token, before anything composes.
 */
export function parseSection(text: string, maxDepth: number): Section {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lastToken = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lastToken = parser.offset;
    for (const token of parser.next(lexeme)) {
      if (token.type === 'directive') return { refused: DIRECTIVE, at: token.offset };
      tokens.push(token);
    }
    if (parser.stack.length > maxDepth && parser.stack.filter(isCollection).length > maxDepth) {
      return { refused: { message: `maps and lists nest more than ${maxDepth} deep here` }, at: lastToken };
    }
  }
  tokens.push(...parser.end());

  const composer = new Composer(OPTIONS);
  const documents = [...composer.compose(tokens)] as Document.Parsed[];
  return { documents, errors: composer.streamInfo().errors, lastToken };
}

/** Duplicate keys are found by the conversion, in linear time and with both places. */
const OPTIONS = {
  schema: 'core',
  version: '1.2',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

function isCollection(token: CST.Token): boolean {
  return token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection';
}

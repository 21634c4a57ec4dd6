import type { Document } from 'yaml';
import type { Folder, Problem, SourceDocument } from '../core/problem.ts';
import { convert } from './convert.ts';
import { findJsonFault } from './json.ts';
import type { Limits } from './limits.ts';
import { findPlace, offsetOf, type ValuePlace } from './place.ts';
import { parseSection, sectionStarts, type Section } from './section.ts';
import { positionAt, problemAt, type SourceFile } from './source-file.ts';
import { syntaxProblems } from './syntax.ts';

/** Parses the documents of one file. A bad one is reported and does not affect the others; an empty one is skipped. */
export function parse(source: SourceFile, limits: Limits): Folder {
  const isJson = source.file.endsWith('.json');
  const fault = isJson ? findJsonFault(source.text) : undefined;
  if (fault !== undefined) return failed(problemAt(source, fault.offset, fault.words));
  const starts = isJson ? [0] : sectionStarts(source.text);
  const parsed = starts.slice(0, limits.documents).map((base, index) => {
    const section = parseSection(source.text.slice(base, starts[index + 1]), limits.depth);
    return readSection(source, base, section);
  });
  const tooMany = starts[limits.documents];
  if (tooMany !== undefined) {
    const message = `this file has more documents than ${limits.documents.toLocaleString('en')}; from here on it was not read`;
    parsed.push(failed(problemAt(source, tooMany, { message })));
  }
  const { documents, problems } = joined(parsed);
  return { documents, problems: capped(problems, limits.problems) };
}

function readSection(source: SourceFile, base: number, section: Section): Folder {
  if ('refused' in section) return failed(problemAt(source, base + section.at, section.refused));
  const { documents, errors, lastToken } = section;
  const parts = documents.map((document) => readDocument(source, base, document, lastToken));
  return joined([...parts, { documents: [], problems: syntaxProblems(source, base, errors, lastToken) }]);
}

function readDocument(source: SourceFile, base: number, document: Document.Parsed, lastToken: number): Folder {
  if (document.errors.length > 0) {
    return { documents: [], problems: syntaxProblems(source, base, document.errors, lastToken) };
  }
  if (document.contents === null) return NOTHING;
  const { value, place, problems, spellings } = convert(source, base, document.contents);
  if (problems.length > 0) return { documents: [], problems };
  if (value === null) return NOTHING;
  const read = sourceDocument(source, value, place);
  return { documents: [spellings.size === 0 ? read : { ...read, spellings }], problems };
}

const NOTHING: Folder = { documents: [], problems: [] };

/** A reading that gave no document, only a problem. */
export function failed(problem: Problem): Folder {
  return { documents: [], problems: [problem] };
}

/** Several readings as one. */
export function joined(parts: readonly Folder[]): Folder {
  return {
    documents: parts.flatMap((part) => part.documents),
    problems: parts.flatMap((part) => part.problems),
  };
}

function capped(problems: readonly Problem[], most: number): readonly Problem[] {
  const first = problems[most];
  if (first === undefined) return problems;
  const message = `and ${(problems.length - most).toLocaleString('en')} more problems in this file, from here on`;
  return [...problems.slice(0, most), { file: first.file, position: first.position, message }];
}

function sourceDocument(source: SourceFile, value: unknown, root: ValuePlace): SourceDocument {
  const { file, from, lineStarts } = source;
  return {
    file,
    ...(from === undefined ? {} : { from }),
    value,
    locate: (path) => positionAt(lineStarts, offsetOf(findPlace(root, path).value)),
    locateKey: (path) => positionAt(lineStarts, findPlace(root, path).key),
  };
}

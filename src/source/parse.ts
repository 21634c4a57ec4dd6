import type { Folder, Problem, SourceDocument } from '../core/problem.ts';
import { convert } from './convert.ts';
import { findJsonFault } from './json.ts';
import type { Limits } from './limits.ts';
import { findPlace, offsetOf, type Place } from './place.ts';
import { parseSection, sectionStarts, type Section } from './section.ts';
import { positionAt, problemAt, type SourceFile } from './source-file.ts';
import { syntaxProblems } from './syntax.ts';

/** Parses the documents of one file. A bad one is told and leaves the others be; an empty one is passed over. */
export function parse(source: SourceFile, limits: Limits): Folder {
  const isJson = source.file.endsWith('.json');
  const fault = isJson ? findJsonFault(source.text) : undefined;
  if (fault !== undefined) {
    const { offset, ...words } = fault;
    return { documents: [], problems: [problemAt(source, offset, words)] };
  }
  const starts = isJson ? [0] : sectionStarts(source.text);
  const parsed = starts.slice(0, limits.documents).map((base, index) => {
    const section = parseSection(source.text.slice(base, starts[index + 1]), limits.depth);
    return readSection(source, base, section, limits);
  });
  const tooMany = starts[limits.documents];
  if (tooMany !== undefined) {
    const message = `this file has more than ${limits.documents.toLocaleString('en')} documents; from here on it was not read`;
    parsed.push({ documents: [], problems: [problemAt(source, tooMany, { message })] });
  }
  return joined(parsed);
}

function readSection(source: SourceFile, base: number, section: Section, limits: Limits): Folder {
  if ('refused' in section) {
    return { documents: [], problems: [problemAt(source, base + section.at, section.refused)] };
  }
  const parts = section.documents.map((document): Folder => {
    if (document.errors.length > 0) {
      const problems = syntaxProblems(source, base, document.errors, section.lastToken);
      return { documents: [], problems: capped(problems, limits) };
    }
    if (document.contents === null) return NOTHING;
    const { value, place, problems } = convert(source, base, document.contents);
    if (problems.length > 0) return { documents: [], problems: capped(problems, limits) };
    return value === null ? NOTHING : { documents: [sourceDocument(source, value, place)], problems: [] };
  });
  const problems = syntaxProblems(source, base, section.errors, section.lastToken);
  return joined([...parts, { documents: [], problems: capped(problems, limits) }]);
}

const NOTHING: Folder = { documents: [], problems: [] };

/** Several readings as one. */
export function joined(parts: readonly Folder[]): Folder {
  return {
    documents: parts.flatMap((part) => part.documents),
    problems: parts.flatMap((part) => part.problems),
  };
}

function capped(problems: readonly Problem[], limits: Limits): readonly Problem[] {
  const first = problems[limits.problems];
  if (first === undefined) return problems;
  const rest = (problems.length - limits.problems).toLocaleString('en');
  const more = { file: first.file, position: first.position, message: `and ${rest} more problems from here on` };
  return [...problems.slice(0, limits.problems), more];
}

function sourceDocument(source: SourceFile, value: unknown, root: Place): SourceDocument {
  const { file, lineStarts } = source;
  return {
    file,
    value,
    locate: (path) => positionAt(lineStarts, offsetOf(findPlace(root, path).value)),
    locateKey: (path) => positionAt(lineStarts, findPlace(root, path).key),
  };
}

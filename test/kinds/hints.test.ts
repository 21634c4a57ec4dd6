import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Problem, SourceDocument, Spelling } from '../../src/core/problem.ts';
import { kinds } from '../../src/kinds/index.ts';
import { parseManifests } from '../../src/kinds/parse.ts';
import { shapeOf, type Shape } from '../../src/schema/shape.ts';
import { validate } from '../../src/schema/validate.ts';
import { readFolder } from '../../src/source/folder.ts';
import { defaultLimits } from '../../src/source/limits.ts';
import { parse } from '../../src/source/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';

/*
 * A hint that says what to write is held to it: whoever does so is not refused again for it. The hints are read as a person
 * would, from their words alone.
 */

const golden = join(import.meta.dirname, '../golden/invalid');
const cases = (await readdir(golden)).filter((entry) => !entry.endsWith('.txt')).toSorted();

/** What a hint says to write: in place of the value, of the key, or as fields beside it. */
type Advice =
  | { readonly value: unknown }
  | { readonly part: string; readonly meant: string }
  | { readonly key: string }
  | { readonly fields: object };

function adviceOf({ message, hint = '' }: Problem): Advice[] {
  const isKey = /^unknown (field|attribute|annotation)/.test(message);
  const meant = /^did you mean (.*)\?$/.exec(hint)?.[1];
  const part = /matches nothing: there is no field "(.*)"$/.exec(message)?.[1];
  if (meant !== undefined && part !== undefined) return [{ part, meant }];
  if (meant !== undefined) return [isKey ? { key: meant } : { value: meant }];
  if (hint.includes('…')) return [];
  const beside = /^in (\w+), write (.*)$/.exec(hint);
  if (beside !== null) return [{ fields: { [beside[1]!]: yamlOf(`{ ${beside[2]!} }`) } }];
  const written = /^(?:put it in quotes: |without quotes: |write )(["[{\w-].*)$/.exec(hint)?.[1];
  if (written === undefined || (/ /.test(written) && !/^["[{]|^\w+: /.test(written))) return [];
  if (isKey || /^\w+: [[{\w]/.test(written)) return [{ fields: yamlOf(written) as object }];
  return written.split(/ or (?=[[{])/).map((each) => ({ value: yamlOf(each) }));
}

function yamlOf(text: string): unknown {
  return parseYaml(text);
}

function followed(root: unknown, path: readonly string[], advice: Advice): unknown {
  const copy = structuredClone(root);
  let parent = copy as Record<string, unknown>;
  for (const part of path.slice(0, -1)) parent = parent[part] as Record<string, unknown>;
  const key = path.at(-1)!;
  if ('part' in advice) parent[key] = String(parent[key]).replace(advice.part, advice.meant);
  else if ('value' in advice) parent[key] = advice.value;
  else if ('key' in advice) {
    parent[advice.key] = parent[key];
    delete parent[key];
  } else {
    if (!(key in advice.fields)) delete parent[key];
    merge(parent, advice.fields);
  }
  return copy;
}

function merge(into: Record<string, unknown>, fields: object): void {
  for (const [key, value] of Object.entries(fields) as [string, object][]) {
    const there = into[key];
    if (typeof there === 'object' && there !== null && !Array.isArray(there)) merge(there as typeof into, value);
    else into[key] = value;
  }
}

function partsOf(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

let mechanical = 0;

test.each(cases)('what the hints of %s say to write is not refused again', async (name) => {
  const { documents, problems: unread } = await readCase(name);
  const { problems } = parseManifests({ documents, problems: unread });
  for (const problem of problems) {
    const document = documents.find((one) => isAbout(one, problem));
    if (document === undefined || problem.path === undefined) continue;
    for (const advice of adviceOf(problem)) {
      mechanical += 1;
      const value = followed(document.value, partsOf(problem.path), advice);
      const after = documents.map((one) =>
        one === document ? { ...one, value, spellings: new Map<string, Spelling>() } : one,
      );
      const left = parseManifests({ documents: after, problems: unread }).problems;
      const again = left.filter((one) => one.path === problem.path && isAbout(document, one));
      const same = again.filter((one) => one.message === problem.message || isSpelling(one));
      expect(same, `${problem.message} (${problem.hint ?? ''})`).toEqual([]);
    }
  }
});

test('many hints say what to write', () => {
  expect(mechanical).toBeGreaterThan(90);
});

/** Refused for how it is written; what the checks say of it beyond that could not be seen before. */
function isSpelling({ message }: Problem): boolean {
  return /^(must be|unknown)/.test(message);
}

/** Several documents of a file may have no name that can be read. */
function isAbout(document: SourceDocument, { file, path = '', message, position }: Problem): boolean {
  if (document.file !== file) return false;
  const at = pathIn(document.value, partsOf(path));
  const { line, column } = message.startsWith('unknown') ? document.locateKey(at) : document.locate(at);
  return line === position.line && column === position.column;
}

function pathIn(root: unknown, parts: readonly string[]): (string | number)[] {
  let node = root as Record<string, unknown> | undefined;
  return parts.map((part) => {
    const key = Array.isArray(node) ? Number(part) : part;
    node = node?.[part] as typeof node;
    return key;
  });
}

async function readCase(name: string): ReturnType<typeof readFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-'));
  try {
    const isFile = /\.(yaml|json)$/.test(name);
    await cp(join(golden, name), isFile ? join(folder, name) : folder, { recursive: true });
    return await readFolder(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.each(['004-port-with-leading-zero', '316-number-in-quotes-or-not'])(
  'the number that is to be written in %s is taken',
  async (name) => {
    const text = await readFile(join(golden, `${name}.yaml`), 'utf8');
    const [problem] = parseManifests(parse(sourceFile('a.yaml', text), defaultLimits)).problems;
    const written = / would/.exec(problem!.message)!.index;
    const { line, column } = problem!.position;
    const lines = text.split('\n');
    const before = lines[line - 1]!;
    const better =
      before.slice(0, column - 1) + /^write (\d+)$/.exec(problem!.hint!)![1]! + before.slice(column - 1 + written);
    const again = parse(sourceFile('a.yaml', lines.with(line - 1, better).join('\n')), defaultLimits);
    expect(parseManifests(again).problems).toEqual([]);
  },
);

/** Every field of every kind that holds one value, by its path. */
function* leaves(shape: Shape, path: string): Iterable<[path: string, shape: Shape]> {
  for (const [key, field] of Object.entries(shape.properties ?? {})) yield* leaves(field, `${path}.${key}`);
  if (shape.items !== undefined) yield* leaves(shape.items, `${path}[]`);
  if (shape.additionalProperties) yield* leaves(shape.additionalProperties, `${path}{}`);
  if (shape.properties === undefined && shape.items === undefined && !shape.additionalProperties) yield [path, shape];
}

const fields = kinds.flatMap((kind) => [...leaves(shapeOf(kind.spec), kind.kind)]);
const misspelt = [
  '80',
  '080',
  '1.5',
  'yes',
  'on',
  'ENABLED',
  'false',
  'off',
  'web',
  'default',
  'sg-0a',
  0,
  1,
  80,
  301,
  -7,
  1.5,
  true,
  false,
];

test.each(fields)('%s: a number for a text, or a text for a number, leads to something valid', (_, shape) => {
  for (const value of misspelt) {
    const [fault] = validate(shape, value);
    if (fault === undefined) continue;
    const problem: Problem = { file: '', position: { line: 1, column: 1 }, message: fault.message };
    for (const advice of adviceOf(fault.hint === undefined ? problem : { ...problem, hint: fault.hint })) {
      if ('value' in advice)
        expect(validate(shape, advice.value), `${String(value)} → ${fault.hint ?? ''}`).toEqual([]);
    }
    // Where the same in quotes, or without, would do, that is said.
    const other = typeof value === 'string' ? Number(value) : String(value);
    if (!Number.isNaN(other) && value !== '' && validate(shape, other).length === 0) expect(fault.hint).toBeDefined();
  }
});

const pointers = kinds.flatMap((kind) => [...maps(shapeOf(kind.spec), kind.kind)]);

function* maps(shape: Shape, path: string): Iterable<[path: string, shape: Shape]> {
  if (shape.oneKey !== undefined) yield [path, shape];
  for (const [key, field] of Object.entries(shape.properties ?? {})) yield* maps(field, `${path}.${key}`);
  if (shape.items !== undefined) yield* maps(shape.items, `${path}[]`);
}

test.each(pointers)('%s: a text alone is refused with the key under which it may stand', (path, shape) => {
  const [fault] = validate(shape, 'web');
  const advice = adviceOf({ file: '', position: { line: 1, column: 1 }, message: '', ...(fault as { hint?: string }) });
  for (const each of advice) expect(validate(shape, (each as { value: unknown }).value)).toEqual([]);
  if (shape.oneKey?.keys.some((key) => key === 'name' || key === 'ref') === true) expect(advice, path).not.toEqual([]);
});

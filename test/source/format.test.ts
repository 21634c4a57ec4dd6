import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap, parseAllDocuments, visit } from 'yaml';
import { parseManifests } from '../../src/kinds/parse.ts';
import { kinds } from '../../src/kinds/index.ts';
import { envelope } from '../../src/schema/envelope.ts';
import { shapeOf } from '../../src/schema/shape.ts';
import { formatted } from '../../src/source/format.ts';
import { defaultLimits } from '../../src/source/limits.ts';
import { parse } from '../../src/source/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { cases } from '../support/cases.ts';

const root = join(import.meta.dirname, '../..');
const shapes = new Map<unknown, ReturnType<typeof shapeOf>>(kinds.map((kind) => [kind.kind, shapeOf(envelope(kind))]));

function format(text: string): string {
  return formatted(text, (kind) => shapes.get(kind));
}

const files = ['test/kinds/valid', 'manifests', 'test/golden/invalid'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `${folder}/${file}`),
);

/** What a text says, with the texts of its numbers, and what is said of it. */
function meaningOf(text: string): unknown {
  const folder = parse(sourceFile('a.yaml', text), defaultLimits);
  const documents = folder.documents.map(({ value, spellings = [] }) => [value, Object.fromEntries(spellings)]);
  const { manifests, problems } = parseManifests(folder);
  return {
    documents,
    manifests: manifests.map(({ id, spec }) => [id, spec]),
    problems: problems.map(({ message }) => message.replaceAll(/:\d+:\d+/g, '')).sort(),
  };
}

function commentsIn(text: string): string[] {
  const found: string[] = [];
  for (const document of parseAllDocuments(text, { schema: 'failsafe' })) {
    const take = (comment: string | null | undefined): void =>
      void found.push(...(comment ?? '').split('\n').map((line) => line.trim()));
    take(document.commentBefore);
    take(document.comment);
    visit(document, { Node: (_, { commentBefore, comment }) => (take(commentBefore), take(comment)) });
  }
  return found.filter((comment) => comment !== '').sort();
}

const sound = files
  .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const)
  .filter(([, text]) => {
    const { documents, problems } = parse(sourceFile('a.yaml', text), defaultLimits);
    return documents.length > 0 && problems.length === 0;
  });

test.each(sound)('%s keeps its meaning and its comments, and is in order for good', (_, text) => {
  const once = format(text);
  expect(format(once)).toBe(once);
  expect(meaningOf(once)).toEqual(meaningOf(text));
  expect(commentsIn(once)).toEqual(commentsIn(text));
});

test('the order of fields and the layout in which a manifest was written make no difference', () => {
  const texts = sound
    .filter(([file]) => !file.includes('golden'))
    .map(([, text]) => text)
    .filter((text) => text.includes('kind: '));
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.infiniteStream(fc.nat(1000)), fc.boolean(), (text, numbers, isFlow) => {
      const documents = parseAllDocuments(text, { schema: 'failsafe' });
      let comments = 0;
      for (const document of documents) {
        visit(document, {
          Collection: (_, node) => {
            if (isFlow && numbers.next().value % 3 === 0 && commentsIn(String(document)).length === 0) node.flow = true;
            if (isMap(node)) {
              node.items = node.items
                .map((pair) => [numbers.next().value, pair] as const)
                .sort(([a], [b]) => a - b)
                .map(([, pair]) => pair);
              const [pair] = node.items;
              if (!isFlow && node.flow !== true && pair !== undefined)
                (pair.key as { comment?: string; commentBefore?: string }).commentBefore = ` note ${(comments += 1)}`;
            }
          },
        });
      }
      const shuffled = documents
        .map((document) => document.toString({ directives: false }).replace(/^---\n/, ''))
        .join('---\n');
      const once = format(shuffled);
      expect(format(once)).toBe(once);
      expect(meaningOf(once)).toEqual(meaningOf(text));
      expect(commentsIn(once)).toEqual(commentsIn(shuffled));
    }),
    { numRuns: cases(60) },
  );
});

describe('a file is put in order', () => {
  test('by the reference, with its comments and scalars', () => {
    const text = `# yaml-language-server: $schema=x.json
spec:
    # everything
    tags: {build: 08,
       released: True, version: 1.10}
    port: 80   # http
    protocol: 'HTTP'
    vpc: {default: true}
metadata:
    name: web
kind: TargetGroup
apiVersion: evenkeel.dev/v1
`;
    expect(format(text)).toBe(`# yaml-language-server: $schema=x.json
apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata:
  name: web
spec:
  protocol: 'HTTP'
  port: 80 # http
  vpc: { default: true }
  # everything
  tags: { build: 08, released: True, version: 1.10 }
`);
  });
});

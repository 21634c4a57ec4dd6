import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { pointer, type Problem, type Spelling } from '../core/problem.ts';
import type { Entry, ValuePlace } from './place.ts';
import { ALIAS, TAG } from './refusals.ts';
import { keyOf, spellingOf } from './scalar.ts';
import { positionAt, problemAt, type SourceFile, type Words } from './source-file.ts';

interface Conversion {
  readonly source: SourceFile;
  /** Where the parsed section begins in the file; the nodes count from there. */
  readonly base: number;
  readonly problems: Problem[];
  readonly spellings: Map<string, Spelling>;
  /** The path of the node at hand. */
  readonly path: (string | number)[];
}

interface Converted {
  readonly value: unknown;
  readonly place: ValuePlace;
}

/**
 * Turns YAML's nodes into plain frozen JSON and says where each value stands. Whatever JSON has no word for is a
 * problem; the conversion goes on behind it, so that all are found. The caller has bounded the depth.
 */
export function convert(
  source: SourceFile,
  base: number,
  root: Node,
): Converted & { problems: Problem[]; spellings: ReadonlyMap<string, Spelling> } {
  const conversion: Conversion = { source, base, problems: [], spellings: new Map(), path: [] };
  const { problems, spellings } = conversion;
  return { ...convertNode(conversion, root, 0), problems, spellings };
}

function convertNode(conversion: Conversion, node: Node | null, fallback: number): Converted {
  // YAML has no node for a value that is not even there, as in `{ key }`; it stands where its key does.
  if (node === null) return { value: null, place: fallback };
  const at = startOf(conversion, node);
  if (node.tag !== undefined) report(conversion, at, TAG);
  if (isAlias(node)) {
    report(conversion, at, ALIAS);
    return { value: null, place: at };
  }
  if (node.anchor !== undefined) report(conversion, at, ALIAS);
  if (isMap(node)) return convertMap(conversion, node, at);
  if (isSeq(node)) return convertList(conversion, node, at);
  return { value: convertScalar(conversion, node), place: at };
}

function convertMap(conversion: Conversion, map: YAMLMap, at: number): Converted {
  const value: Record<string, unknown> = {};
  const entries = new Map<string, Entry>();
  for (const pair of map.items as Pair<Node | null, Node | null>[]) {
    const keyAt = pair.key === null ? at : startOf(conversion, pair.key);
    const key = convertKey(conversion, pair.key, keyAt);
    if (key === undefined) continue;
    conversion.path.push(key);
    const first = entries.get(key);
    const converted = convertNode(conversion, pair.value, keyAt);
    if (first === undefined) {
      entries.set(key, { key: keyAt, value: converted.place });
      value[key] = converted.value;
    } else {
      report(conversion, keyAt, duplicateKey(conversion, key, first));
    }
    conversion.path.pop();
  }
  return { value: Object.freeze(value), place: { at, entries } };
}

function convertKey(conversion: Conversion, node: Node | null, at: number): string | undefined {
  if (!isScalar(node)) {
    report(conversion, at, isAlias(node) ? ALIAS : { message: 'a key must be text, not a map or a list' });
    return undefined;
  }
  if (node.tag !== undefined) report(conversion, at, TAG);
  if (node.anchor !== undefined) report(conversion, at, ALIAS);
  const key = keyOf(node);
  if (typeof key === 'string') return key;
  report(conversion, at, key);
  return undefined;
}

function duplicateKey(conversion: Conversion, key: string, first: Entry): Words {
  const { line, column } = positionAt(conversion.source.lineStarts, first.key);
  return {
    message: `the key ${JSON.stringify(key)} is there twice; the first is at ${line}:${column}`,
    hint: 'keep one of them',
  };
}

function convertList(conversion: Conversion, list: YAMLSeq, at: number): Converted {
  const converted = (list.items as (Node | null)[]).map((item, index) => {
    conversion.path.push(index);
    const result = convertNode(conversion, item, at);
    conversion.path.pop();
    return result;
  });
  const value = Object.freeze(converted.map((item) => item.value));
  return { value, place: { at, items: converted.map((item) => item.place) } };
}

function convertScalar({ spellings, path }: Conversion, scalar: Scalar): unknown {
  const spelling = spellingOf(scalar);
  if (spelling !== undefined) spellings.set(pointer(path), spelling);
  return scalar.value;
}

function startOf(conversion: Conversion, node: Node): number {
  return conversion.base + (node.range?.[0] ?? 0);
}

function report(conversion: Conversion, at: number, words: Words): void {
  conversion.problems.push(problemAt(conversion.source, at, words, conversion.path));
}

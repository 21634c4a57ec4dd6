import {
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseAllDocuments,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { inside, type Shape } from '../schema/shape.ts';

/** What the documents of a kind look like; undefined for what is none of ours. */
type ShapeOfKind = (kind: unknown) => Shape | undefined;

/**
 * The documents of a file, sound YAML, with the fields in the order of the reference, indented by two, and with all comments. Scalars stay
 * as they are written: in the failsafe schema each of them is a text, so that 08 and 1.10 don't become other ones.
 */
export function formatted(text: string, shapeOfKind: ShapeOfKind): string {
  const documents = parseAllDocuments(text, { schema: 'failsafe', version: '1.2' }) as Document.Parsed[];
  const written = documents.map((document) => {
    const { contents } = document;
    if (isMap(contents)) orderDocument(contents, shapeOfKind(contents.get('kind')));
    visit(document, { Collection: (_, node) => pad(node) });
    return document.toString({ lineWidth: 130, directives: false });
  });
  return written.map((one) => one.replace(/^---\n/, '').replace(/\n*$/, '\n')).join('---\n');
}

/** What stands above the first field of a document is said of all of it, and of no field. */
function orderDocument(map: YAMLMap, shape: Shape | undefined): void {
  const before = firstKey(map);
  const { commentBefore: head } = before ?? {};
  if (before !== undefined) before.commentBefore = null;
  order(map, shape);
  const after = firstKey(map);
  if (after !== undefined && head) after.commentBefore = [head, after.commentBefore].filter(Boolean).join('\n');
}

function firstKey({ items }: YAMLMap): Node | undefined {
  const key = items[0]?.key;
  return isNode(key) ? key : undefined;
}

function order(node: unknown, shape: Shape | undefined): void {
  if (shape === undefined || !isCollection(node)) return;
  const { properties = {}, additionalProperties, oneKey } = inside(shape);
  if (isSeq(node)) for (const item of node.items) order(item, shape);
  if (!isMap(node)) return;
  const pairs = node.items as Pair<Node, Node>[];
  const first = firstKey(node);
  if (node.flow !== true && node.commentBefore && first !== undefined && !first.commentBefore) {
    // It stands above the first field, and goes with it.
    first.commentBefore = node.commentBefore;
    node.commentBefore = null;
  }
  const choices = oneKey?.keys ?? [];
  const names = [...Object.keys(properties).filter((name) => !choices.includes(name)), ...choices];
  if (Object.keys(properties).length > 0) node.items = pairs.toSorted((a, b) => rank(a, names) - rank(b, names));
  for (const pair of pairs) order(pair.value, properties[keyOf(pair)] ?? (additionalProperties || undefined));
}

/** Fields that are not known stay behind the others, as they were. */
function rank(pair: Pair<Node, Node>, names: readonly string[]): number {
  const at = names.indexOf(keyOf(pair));
  return at === -1 ? names.length : at;
}

function keyOf({ key }: Pair<Node, Node>): string {
  return isScalar(key) ? String(key.value) : '';
}

/** Braces with a space inside and brackets without, for which the library has one option only. */
function pad(node: Node): void {
  if (!isCollection(node)) return;
  const write = node.toString.bind(node);
  const flowCollectionPadding = isMap(node) ? ' ' : '';
  node.toString = (context, ...others) =>
    write(context === undefined ? context : { ...context, flowCollectionPadding }, ...others);
}

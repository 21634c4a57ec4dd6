import { annotations } from './annotations.ts';
import { envelope } from './envelope.ts';
import { apiVersion, group, type Kind } from './kind.ts';
import { kindNamed, noKindNamed } from './kind-named.ts';
import { nearest } from './nearest.ts';
import { inside, limits, shapeOf, typeName, type Shape } from './shape.ts';
import { statusOf } from './status.ts';
import { quote } from './words.ts';

/** What a field means, or why there is no such field. */
export type Explanation = { readonly text: string } | { readonly problem: string; readonly hint?: string };

/** Explains a dotted path such as `LoadBalancer.spec.listeners.rules`; lists are looked through, and case of the kind does not count. */
export function explain(kinds: readonly Kind[], path: string, depth: Depth = 'next'): Explanation {
  const [, annotation] = annotationForm.exec(path) ?? [];
  if (annotation !== undefined) return explainAnnotation(annotation);
  if (path === group || path === `${group}/` || path === 'annotations') return { text: allAnnotations() };
  const [first = '', ...fields] = path.split('.').filter((part) => part !== '');
  const kind = kindNamed(kinds, first);
  if (kind === undefined) return noKindNamed(kinds, first);
  const head = [`KIND:     ${kind.kind}`, `VERSION:  ${apiVersion}`];
  return explainFields({ name: kind.kind, head, shape: documentShape(kind) }, fields, depth);
}

/** Which fields are told of: those right below, or all of them. */
export type Depth = 'next' | 'all';

/** By itself, or where it stands in a manifest. */
const annotationForm = new RegExp(`^(?:.*\\.metadata\\.annotations\\.)?${group.replaceAll('.', String.raw`\.`)}/(.+)$`);

function explainAnnotation(name: string): Explanation {
  if (Object.hasOwn(annotations, name)) {
    const { values, meaning } = annotations[name as keyof typeof annotations];
    const head = [`ANNOTATION: ${group}/${name} <string>`, '', `  ${meaning}`];
    return { text: `${[...head, ...(values === undefined ? [] : [`  (one of ${values.join(', ')})`])].join('\n')}\n` };
  }
  const known = Object.keys(annotations);
  const meant = nearest(name, known);
  return {
    problem: `there is no annotation ${quote(`${group}/${name}`)}`,
    hint: meant === undefined ? `the annotations are ${known.join(', ')}` : `did you mean ${group}/${meant}?`,
  };
}

/** A document that can be explained. */
export interface Explained {
  readonly name: string;
  /** What stands above the page of each field. */
  readonly head: readonly string[];
  readonly shape: Shape;
}

/** Explains one field of a document, named by the fields that lead to it. */
export function explainFields(explained: Explained, fields: readonly string[], depth: Depth = 'next'): Explanation {
  const { name } = explained;
  let { shape } = explained;
  for (const [index, field] of fields.entries()) {
    const { properties } = inside(shape);
    const next = properties?.[field];
    if (next === undefined) return noField([name, ...fields.slice(0, index)].join('.'), field, properties);
    shape = next;
  }
  return { text: page(explained.head, [name, ...fields].join('.'), shape, depth) };
}

function documentShape(kind: Kind): Shape {
  const document = shapeOf(envelope(kind));
  return { ...document, properties: { ...document.properties, status: shapeOf(statusOf(kind)) } };
}

function noField(parent: string, field: string, properties: Shape['properties']): Explanation {
  const known = Object.keys(properties ?? {});
  const problem = `${parent} has no field ${quote(field)}`;
  if (known.length === 0) return { problem };
  const meant = nearest(field, known);
  return {
    problem,
    hint: meant === undefined ? `its fields are ${known.join(', ')}` : `did you mean ${parent}.${meant}?`,
  };
}

function page(above: readonly string[], path: string, shape: Shape, depth: Depth): string {
  const deep = inside(shape);
  const head = [...above, '', `FIELD:    ${path} <${typeName(shape)}>`];
  const said = [...new Set([...limits(shape), ...(deep === shape ? [] : limits(deep))])];
  const body = ['', `  ${shape.description ?? ''}`, ...(said.length === 0 ? [] : [`  (${said.join('; ')})`])];
  const item = deep !== shape && deep.properties !== undefined ? ['', 'EACH ITEM:', `  ${deep.description ?? ''}`] : [];
  return (
    [...head, ...body, ...item, ...(depth === 'all' ? tree(deep) : children(deep)), ...ours(path)].join('\n') + '\n'
  );
}

function children({ properties, required = [] }: Shape): string[] {
  if (properties === undefined) return [];
  const rows = Object.entries(properties).flatMap(([name, field]) => [
    `  ${name} <${typeName(field)}>${required.includes(name) ? ' required' : ''}`,
    `    ${[field.description, ...limits(field).map((limit) => `(${limit})`)].join(' ')}`,
  ]);
  return ['', 'FIELDS:', ...rows];
}

/** All fields below, each further in than what it is part of. */
function tree(shape: Shape): string[] {
  const rows = branches(shape, '  ');
  return rows.length === 0 ? [] : ['', 'FIELDS:', ...rows];
}

function branches({ properties = {}, required = [] }: Shape, indent: string): string[] {
  return Object.entries(properties).flatMap(([name, field]) => [
    `${indent}${name} <${typeName(field)}>${required.includes(name) ? ' required' : ''}`,
    ...branches(inside(field), `${indent}  `),
  ]);
}

function allAnnotations(): string {
  return `ANNOTATIONS of a manifest's metadata, explained one by one by evenkeel explain ${group}/NAME\n${ours('.metadata.annotations').join('\n')}\n`;
}

/** The annotations are keys of a free map, so no schema lists them. */
function ours(path: string): string[] {
  if (!path.endsWith('.metadata.annotations')) return [];
  const rows = Object.entries(annotations).flatMap(([name, { values, meaning }]) => [
    `  ${group}/${name}${values === undefined ? '' : ` (${values.join(', ')})`}`,
    `    ${meaning}`,
  ]);
  return ['', 'KNOWN:', ...rows];
}

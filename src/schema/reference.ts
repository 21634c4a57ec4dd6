import { annotations } from './annotations.ts';
import type { AttributeTable } from './attribute-table.ts';
import { envelope } from './envelope.ts';
import { apiVersion, group, type Kind } from './kind.ts';
import { inside, limits, shapeOf, typeName, type Shape } from './shape.ts';
import { statusOf } from './status.ts';

/** The page of the manifest reference about one kind, in Markdown, with AWS's attributes that its `attributes` may hold. */
export function referencePage(kind: Kind, attributes: Readonly<Record<string, AttributeTable<string>>>): string {
  return (
    [
      `# ${kind.kind}`,
      kind.description,
      `\`apiVersion: ${apiVersion}\`, \`kind: ${kind.kind}\`; for short \`${kind.shortNames.join('`, `')}\`. Fields in **bold** are required.`,
      ...section('metadata', shapeOf(envelope(kind)).properties?.['metadata'] ?? {}),
      ...section('spec', shapeOf(kind.spec)),
      ...Object.entries(attributes).flatMap(([path, rows]) => attributesSection(path, rows)),
      ...section('status', shapeOf(statusOf(kind))),
    ].join('\n\n') + '\n'
  );
}

/** The page that all kinds share: what stands around a spec, and the annotations. */
export function referenceIndex(kinds: readonly Kind[]): string {
  const rows = Object.entries(annotations).map(([name, { values, meaning }]) =>
    row([
      `\`${group}/${name}\``,
      values === undefined ? 'paths' : values.map((value) => `\`${value}\``).join(' '),
      meaning,
    ]),
  );
  return (
    [
      '# Manifest reference',
      'Generated from the schemas that validate manifests; `evenkeel explain` shows the same on the terminal.',
      kinds.map((kind) => `- [${kind.kind}](${kind.singular}.md): ${kind.description}`).join('\n'),
      '## Annotations',
      table(['annotation', 'values', 'meaning'], rows),
    ].join('\n\n') + '\n'
  );
}

/** The keys, each with AWS's default wherever it exists. */
function attributesSection(path: string, attributes: AttributeTable<string>): string[] {
  const rows = attributes.map(({ key, values, defaults, description }) =>
    row([`\`${key}\``, `${description} Must be ${values.words}.`, defaultsCell(defaults)]),
  );
  return [`## ${path}: keys`, table(['key', 'meaning', 'where, and its default'], rows)];
}

function defaultsCell(defaults: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(defaults)
    .map(([place, value]) => `${place}: ${value === '' ? 'empty' : (value ?? '')}`)
    .join('; ');
}

/** A table of the fields, then a section for each field that has fields itself. */
function section(path: string, shape: Shape): string[] {
  const { properties = {}, required = [], oneKey } = inside(shape);
  const rows = Object.entries(properties).map(([name, field]) =>
    row([required.includes(name) ? `**${name}**` : name, typeName(field), cell(field)]),
  );
  const nested = Object.entries(properties).filter(([, field]) => inside(field).properties !== undefined);
  return [
    `## ${path}`,
    [shape.description, oneKey === undefined ? '' : `Exactly one of ${oneKey.keys.join(', ')}.`].join(' ').trim(),
    table(['field', 'type', 'meaning'], rows),
    ...nested.flatMap(([name, field]) => section(`${path}.${name}`, field)),
  ];
}

function cell(field: Shape): string {
  const said = field.properties === undefined ? limits(field) : [];
  return said.length === 0 ? (field.description ?? '') : `${field.description ?? ''} (${said.join('; ')})`;
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
}

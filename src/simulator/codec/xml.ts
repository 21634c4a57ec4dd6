import type { NormalizedSchema } from '@smithy/core/schema';
import { textTrait } from './schema.ts';

/** The members of an answer as XML elements; members that the schema does not know are left out. */
export function writeMembers(schema: NormalizedSchema, value: object): string {
  if (schema.isUnitSchema()) return '';
  const members = value as Readonly<Record<string, unknown>>;
  return Array.from(schema.structIterator(), ([name, member]) =>
    writeNamed(textTrait(member, 'xmlName') ?? name, member, members[name]),
  ).join('');
}

export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

export function escapeXml(text: string): string {
  return (
    text
      // XML 1.0 has no way at all to write the other control characters.
      // oxlint-disable-next-line no-control-regex -- they are what is looked for
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\u{FFFD}')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\r', '&#xD;')
  );
}

function writeNamed(name: string, schema: NormalizedSchema, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (!schema.isListSchema() || !schema.getMergedTraits().xmlFlattened) return element(name, write(schema, value));
  const member = schema.getValueSchema();
  return (value as readonly unknown[]).map((item) => writeNamed(name, member, item)).join('');
}

function write(schema: NormalizedSchema, value: unknown): string {
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    const name = textTrait(member, 'xmlName') ?? 'member';
    return (value as readonly unknown[]).map((item) => writeNamed(name, member, item)).join('');
  }
  if (schema.isMapSchema()) return writeMap(schema, value as object);
  if (schema.isStructSchema()) return writeMembers(schema, value as object);
  if (schema.isTimestampSchema()) return (value as Date).toISOString();
  if (schema.isBlobSchema()) return Buffer.from(value as Uint8Array).toString('base64');
  return escapeXml(String(value));
}

function writeMap(schema: NormalizedSchema, value: object): string {
  const key = schema.getKeySchema();
  const item = schema.getValueSchema();
  return Object.entries(value)
    .map(([name, content]) =>
      element(
        'entry',
        element(textTrait(key, 'xmlName') ?? 'key', escapeXml(name)) +
          writeNamed(textTrait(item, 'xmlName') ?? 'value', item, content),
      ),
    )
    .join('');
}

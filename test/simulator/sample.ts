import type { NormalizedSchema } from '@smithy/core/schema';

// Deep enough for every member that the operations here use; some shapes contain themselves.
const DEEPEST = 12;

/** A value with every member of the schema filled in, lists with two items, each scalar unlike the others. */
export function sampleOf(schema: NormalizedSchema): object {
  let drawn = 0;
  const sample = (member: NormalizedSchema, depth: number): unknown => {
    drawn += 1;
    if (member.isStructSchema()) return depth > DEEPEST ? undefined : structure(member, depth);
    if (member.isListSchema())
      return compact([sample(member.getValueSchema(), depth + 1), sample(member.getValueSchema(), depth + 1)]);
    if (member.isMapSchema()) return { [`key <${drawn}>`]: sample(member.getValueSchema(), depth + 1) };
    if (member.isBooleanSchema()) return drawn % 2 === 0;
    if (member.isNumericSchema()) return drawn;
    if (member.isTimestampSchema()) return new Date(Date.UTC(2026, 0, 1) + drawn * 1000);
    if (member.isBlobSchema()) return new Uint8Array([drawn % 256, 0, 255]);
    return `text & <${drawn}> "ü" + %`;
  };
  const structure = (struct: NormalizedSchema, depth: number): object =>
    Object.fromEntries(
      Array.from(struct.structIterator(), ([name, member]): [string, unknown] => [
        name,
        sample(member, depth + 1),
      ]).filter(([, value]) => value !== undefined),
    );
  return structure(schema, 0);
}

function compact(items: readonly unknown[]): unknown[] | undefined {
  const present = items.filter((item) => item !== undefined);
  return present.length === 0 ? undefined : present;
}

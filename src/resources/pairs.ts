/** AWS's own form of a record: tags, attributes. */
interface Pair {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

export function toPairs(record: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(record).map(([Key, Value]) => ({ Key, Value }));
}

export function fromPairs(pairs: readonly Pair[] | undefined): Record<string, string> {
  return Object.fromEntries((pairs ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])));
}

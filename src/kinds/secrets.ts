import type { SourceDocument } from '../core/problem.ts';

/** Whether any of the documents says of an environment variable that it holds a secret. */
export function secretsIn(documents: readonly SourceDocument[]): (name: string) => boolean {
  let names: ReadonlySet<string> | undefined;
  return (name) => (names ??= new Set(documents.flatMap(({ value }) => [...secretNames(value)]))).has(name);
}

function* secretNames(value: unknown): Iterable<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value) as [string, unknown][]) {
    const name = key === 'clientSecretFrom' ? (member as { readonly env?: unknown } | null)?.env : undefined;
    if (typeof name === 'string') yield name;
    else yield* secretNames(member);
  }
}

/** Worked out when it is first asked for: most plans ask for little of what they could. */
export function lazy<T extends object>(work: () => T): () => T {
  let known: T | undefined;
  return () => (known ??= work());
}

/** Worked out when it is first asked for: most plans ask for little of what they could. */
export function lazy<T extends object>(work: () => T): () => T {
  let known: T | undefined;
  return () => (known ??= work());
}

/** The same of each object that is asked about, for as long as the object itself is kept. */
export function lazyOf<Key extends object, T extends object>(work: (key: Key) => T): (key: Key) => T {
  const known = new WeakMap<Key, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = work(key);
    known.set(key, made);
    return made;
  };
}

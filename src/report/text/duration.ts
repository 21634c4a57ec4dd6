const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
] as const;

/** How long ago something began, in its largest unit: `45s`, `5m`, `3h`, `12d`. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [unit, length] = units.find(([, least]) => seconds >= least) ?? (['s', 1] as const);
  return `${Math.floor(seconds / length)}${unit}`;
}

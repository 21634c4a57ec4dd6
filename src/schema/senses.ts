const senses = [
  ['true', 'yes', 'on', 'enabled', 'enable', 'y', '1'],
  ['false', 'no', 'off', 'disabled', 'disable', 'n', '0'],
];

/** The one of `among` that says the same of on or off as a value does, however either is spelt. */
export function sameSense<Said>(value: unknown, among: readonly Said[]): Said | undefined {
  const sense = senses.find((words) => words.includes(String(value).toLowerCase()));
  return sense && among.find((one) => sense.includes(String(one).toLowerCase()));
}

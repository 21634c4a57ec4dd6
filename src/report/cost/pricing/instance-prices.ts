/** What the `large` size of an instance family costs an hour; the others follow from it. */
export type FamilyPrices = Readonly<Record<string, number>>;

/** The three regions in America have one list. */
const america: FamilyPrices = {
  t2: 0.0928,
  t3: 0.0832,
  t3a: 0.0752,
  t4g: 0.0672,
  m5: 0.096,
  m5a: 0.086,
  m6a: 0.0864,
  m6g: 0.077,
  m6i: 0.096,
  m7g: 0.0816,
  m7i: 0.1008,
  c5: 0.085,
  c5a: 0.077,
  c6a: 0.0765,
  c6g: 0.068,
  c6i: 0.085,
  c7g: 0.0725,
  c7i: 0.08925,
  r5: 0.126,
  r5a: 0.113,
  r6g: 0.1008,
  r6i: 0.126,
  r7g: 0.1071,
  r7i: 0.1323,
};

const columns = ['t2', 't3', 't4g', 'm5', 'm6i', 'c5', 'c6i', 'r5', 'r6i'] as const;

/** A region that has prices for anything else has them for instances, too. */
export const instancePrices = {
  'us-east-1': america,
  'us-east-2': america,
  'us-west-2': america,
  'eu-west-1': row(0.1008, 0.0912, 0.0736, 0.107, 0.107, 0.096, 0.0912, 0.141, 0.141),
  'eu-west-2': row(0.1056, 0.0944, 0.0752, 0.111, 0.111, 0.101, 0.101, 0.148, 0.148),
  'eu-central-1': row(0.1072, 0.096, 0.0768, 0.115, 0.115, 0.097, 0.097, 0.152, 0.152),
  'ap-northeast-1': row(0.1216, 0.1088, 0.0864, 0.124, 0.124, 0.107, 0.107, 0.152, 0.152),
  'ap-northeast-2': row(0.1152, 0.104, 0.0832, 0.118, 0.118, 0.096, 0.096, 0.152, 0.152),
  'ap-southeast-1': row(0.1168, 0.1056, 0.0848, 0.12, 0.12, 0.098, 0.098, 0.152, 0.152),
  'ap-southeast-2': row(0.1168, 0.1056, 0.0848, 0.12, 0.12, 0.111, 0.111, 0.151, 0.151),
} satisfies Readonly<Record<string, FamilyPrices>>;

function row(...prices: readonly number[]): FamilyPrices {
  return Object.fromEntries(columns.map((family, index) => [family, prices[index]!]));
}

/** Sizes below `large`, as parts of it; above it each `xlarge` counts twice. */
const small: Readonly<Record<string, number>> = { nano: 1 / 16, micro: 1 / 8, small: 1 / 4, medium: 1 / 2, large: 1 };

/** What an instance of that type costs an hour, e.g. a `t3.micro`; nothing where that is not known. */
export function instancePrice(families: FamilyPrices, type: string): number | undefined {
  const [family = '', size = ''] = type.split('.', 2);
  const large = families[family];
  const larges = small[size] ?? xlarges(size) * 2;
  // Only what is burstable comes in the smallest sizes.
  if (large === undefined || larges === 0 || (larges < 1 / 2 && !family.startsWith('t'))) return undefined;
  return large * larges;
}

function xlarges(size: string): number {
  const [, count] = /^(\d*)xlarge$/.exec(size) ?? [];
  return count === undefined ? 0 : Number(count || 1);
}

/** What people write who know another tool, where no rule of spelling leads to what is meant here. */
interface Mistake {
  readonly field: string;
  /** A field that stands beside it, where the mistake is made. */
  readonly beside?: string;
  /** Only where it is given a list. */
  readonly list?: true;
  /** What to do. */
  readonly hint: string;
}

const mistakes: readonly Mistake[] = [
  { field: 'ports', list: true, hint: 'write one entry for each port, with port: in each' },
  { field: 'internal', beside: 'scheme', hint: 'write scheme: internal' },
  {
    field: 'type',
    beside: 'forward',
    hint: 'the key names the action: write forward: { targetGroups: … } and so on',
  },
  {
    field: 'targetGroupArn',
    beside: 'forward',
    hint: 'write forward: { targetGroups: [{ targetGroup: { arn: … } }] }',
  },
];

/** The answer to a common mistake, in an object that has these fields. */
export function commonMistake(field: string, value: unknown, fields: readonly string[]): string | undefined {
  const found = mistakes.find(
    (one) =>
      one.field === field &&
      (one.list === undefined || Array.isArray(value)) &&
      (one.beside === undefined || fields.includes(one.beside)),
  );
  return found?.hint;
}

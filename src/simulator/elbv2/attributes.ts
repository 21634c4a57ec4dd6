import { refuse, refuseConfiguration } from './constraints.ts';

/** Tells what is wrong with a value, in AWS's manner; undefined when nothing is. */
type Check = (value: string) => string | undefined;

/** One attribute: on what it exists, what it is before anybody sets it, what it may be set to. */
export interface AttributeRow<Subject> {
  readonly key: string;
  readonly on: (subject: Subject) => boolean;
  readonly initial: string | ((subject: Subject) => string);
  readonly check: Check;
}

export interface AttributeTable<Subject> {
  /** As AWS's messages call it: `Load balancer`. */
  readonly what: string;
  /** How messages tell which kind lacks an attribute: `load balancers with type 'network'`. */
  readonly kind: (subject: Subject) => string;
  readonly rows: readonly AttributeRow<Subject>[];
  /** What must hold between the values; refuses by throwing. */
  readonly consistent?: (value: (key: string) => string, subject: Subject) => void;
}

interface Attributed {
  readonly attributes: Map<string, string>;
}

interface Attribute {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

export const trueOrFalse = oneOf('true', 'false');

export function oneOf(...values: readonly string[]): Check {
  return (value) => (values.includes(value) ? undefined : `must be one of '${values.join(`', '`)}'`);
}

export function wholeNumber(least: number, most: number, ...words: readonly string[]): Check {
  return (value) => {
    if (words.includes(value)) return undefined;
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    return number >= least && number <= most ? undefined : `must be between '${least}' and '${most}', inclusive`;
  };
}

export function text(most = 1024): Check {
  return (value) => (value.length <= most ? undefined : `must be at most '${most}' characters long`);
}

/** Every attribute that the subject has, set or not, in the table's order. */
export function describeAttributes<Subject extends Attributed>(
  table: AttributeTable<Subject>,
  subject: Subject,
): { Key: string; Value: string }[] {
  return table.rows
    .filter((row) => row.on(subject))
    .map((row) => ({ Key: row.key, Value: subject.attributes.get(row.key) ?? initialValue(row, subject) }));
}

export function attributeValue<Subject extends Attributed>(
  table: AttributeTable<Subject>,
  subject: Subject,
  key: string,
): string {
  const row = table.rows.find((candidate) => candidate.key === key && candidate.on(subject));
  return row === undefined ? '' : (subject.attributes.get(key) ?? initialValue(row, subject));
}

/** Sets all of them or, when one is refused, none. */
export function modifyAttributes<Subject extends Attributed>(
  table: AttributeTable<Subject>,
  subject: Subject,
  attributes: readonly Attribute[] | undefined,
): void {
  if (attributes === undefined || attributes.length === 0) refuse('At least one attribute must be specified');
  if (attributes.length > 20) {
    refuse(
      `1 validation error detected: Value at 'attributes' failed to satisfy constraint: ` +
        'Member must have length less than or equal to 20',
    );
  }
  const wanted = new Map(subject.attributes);
  for (const { Key: key = '', Value: value = '' } of attributes) {
    requireValue(table, subject, { key, value });
    wanted.set(key, value);
  }
  table.consistent?.((key) => attributeValue(table, { ...subject, attributes: wanted }, key), subject);
  for (const [key, value] of wanted) subject.attributes.set(key, value);
}

function requireValue<Subject>(
  table: AttributeTable<Subject>,
  subject: Subject,
  { key, value }: { key: string; value: string },
): void {
  const rows = table.rows.filter((row) => row.key === key);
  if (rows.length === 0) refuse(`${table.what} attribute key '${key}' is not recognized`);
  const row = rows.find((candidate) => candidate.on(subject));
  if (row === undefined) {
    refuseConfiguration(`${table.what} attribute key '${key}' is not supported on ${table.kind(subject)}`);
  }
  const complaint = row.check(value);
  if (complaint !== undefined) {
    refuse(`${table.what} attribute value '${value}' is not valid: '${key}' ${complaint}`);
  }
}

function initialValue<Subject>(row: AttributeRow<Subject>, subject: Subject): string {
  return typeof row.initial === 'string' ? row.initial : row.initial(subject);
}

/** One requirement of a label. */
interface Requirement {
  readonly key: string;
  readonly isIn: boolean;
  /** Of which it has to be one; absent: any will do. */
  readonly values?: readonly string[];
}

export type Selector = readonly Requirement[];

/** What is wrong with a selector. */
export class SelectorError extends Error {}

const key = String.raw`[A-Za-z0-9](?:[\w./-]*[A-Za-z0-9])?`;
const value = String.raw`[\w.-]*`;
const forms: readonly { readonly form: RegExp; readonly read: (found: readonly string[]) => Requirement }[] = [
  {
    form: new RegExp(`^(${key})\\s*(?:==|=)\\s*(${value})$`),
    read: ([, name = '', one = '']) => ({ key: name, isIn: true, values: [one] }),
  },
  {
    form: new RegExp(`^(${key})\\s*!=\\s*(${value})$`),
    read: ([, name = '', one = '']) => ({ key: name, isIn: false, values: [one] }),
  },
  {
    form: new RegExp(`^(${key})\\s+(in|notin)\\s*\\(\\s*(${value}(?:\\s*,\\s*${value})*)\\s*\\)$`),
    read: ([, name = '', word, list = '']) => ({ key: name, isIn: word === 'in', values: list.split(/\s*,\s*/) }),
  },
  { form: new RegExp(`^(${key})$`), read: ([, name = '']) => ({ key: name, isIn: true }) },
  { form: new RegExp(`^!\\s*(${key})$`), read: ([, name = '']) => ({ key: name, isIn: false }) },
];

/** `app=web,tier!=db,env in (a, b),env notin (c),team,!old`, as kubectl takes it. */
export function parseSelector(text: string): Selector {
  return text.split(/,(?![^(]*\))/).map((piece) => {
    const trimmed = piece.trim();
    // Neither a key nor a list of values comes near to this.
    const found =
      trimmed.length > 1_000
        ? []
        : forms.flatMap(({ form, read }) => {
            const match = form.exec(trimmed);
            return match === null ? [] : [read(match)];
          });
    if (found[0] === undefined) throw new SelectorError(problemOf(trimmed));
    return found[0];
  });
}

function problemOf(piece: string): string {
  if (piece === '') return 'a requirement is missing: write key=value';
  const shown = piece.length > 60 ? `${piece.slice(0, 60)}…` : piece;
  return `${JSON.stringify(shown)} is none of key=value, key!=value, key in (a, b), key notin (a, b), key and !key`;
}

/** Whether labels meet all of it. What lacks a key has another value than any, as in a cluster. */
export function selects(selector: Selector, labels: Readonly<Record<string, unknown>>): boolean {
  return selector.every(({ key: name, isIn, values }) => {
    const has = Object.hasOwn(labels, name) && (values === undefined || values.includes(String(labels[name])));
    return has === isIn;
  });
}

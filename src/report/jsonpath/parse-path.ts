import { TemplateError, type Condition, type Operand, type Path, type Step } from './template.ts';

/** Conditions within conditions: deeper is nobody's question. */
const DEEPEST = 8;

const operators = ['==', '!=', '<=', '>=', '<', '>'] as const;

/** Reads paths out of a text, in the dialect of kubectl. */
export class PathReader {
  readonly text: string;
  at: number;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  /** The path that begins here. */
  path(depth = 0): Path {
    if (depth > DEEPEST) throw this.wrong('conditions are nested too deeply');
    if (!this.take('@')) this.take('$');
    return { steps: [...(this.step(depth, true) ?? []), ...this.following(depth)] };
  }

  /** `metadata.name`, which means `.metadata.name`. */
  undotted(): Path {
    return { steps: [this.name(), ...this.following(0)] };
  }

  skipSpace(): void {
    while (this.at < this.text.length && /\s/.test(this.text[this.at]!)) this.at += 1;
  }

  take(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  expect(sign: string, why: string): void {
    if (!this.take(sign)) throw this.wrong(`${why} lacks its ${sign}`);
  }

  wrong(problem: string): TemplateError {
    return new TemplateError(problem, this.at);
  }

  /** `"text"` or `'text'`, with `\n`, `\t` and the like. */
  quoted(): string {
    const begin = this.at;
    const mark = this.text[begin]!;
    let text = '';
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const sign = this.text[this.at]!;
      if (sign === mark) {
        this.at += 1;
        return text;
      }
      if (sign === '\\') this.at += 1;
      text += sign === '\\' ? escaped(this.text[this.at] ?? '') : sign;
    }
    throw new TemplateError(`a text lacks its ${mark}`, begin);
  }

  private following(depth: number): Step[] {
    const steps: Step[] = [];
    for (let next = this.step(depth, false); next !== undefined; next = this.step(depth, false)) steps.push(...next);
    return steps;
  }

  private step(depth: number, isFirst: boolean): Step[] | undefined {
    if (this.take('..')) return [{ within: true }, ...(this.text[this.at] === '[' ? [] : [this.name()])];
    if (this.take('.')) {
      // Alone it is the thing itself, and before a bracket it says nothing.
      const isAlone = this.text[this.at] === '[' || (isFirst && /^[\s})]?$/.test(this.text[this.at] ?? ''));
      return isAlone ? [] : [this.name()];
    }
    if (this.take('[')) return [this.bracket(depth)];
    return undefined;
  }

  private name(): Step {
    if (this.take('*')) return { each: true };
    const begin = this.at;
    let name = '';
    while (this.at < this.text.length && !/[\s.[\]{}()=<>!,"']/.test(this.text[this.at]!)) {
      // A dot within a name, as in `.metadata.annotations.example\.com/team`.
      if (this.text[this.at] === '\\') this.at += 1;
      name += this.text[this.at] ?? '';
      this.at += 1;
    }
    if (name === '') throw new TemplateError('a name is missing', begin);
    return { name };
  }

  private bracket(depth: number): Step {
    this.skipSpace();
    if (this.take('?')) return this.condition(depth);
    if (this.take('*')) return this.closed({ each: true });
    if (/["']/.test(this.text[this.at] ?? '')) return this.closed({ names: this.listOf(() => this.quoted()) });
    const first = this.number();
    if (this.text[this.at] === ':') return this.closed(this.slice(first));
    if (first === undefined) throw this.wrong('brackets hold a number, a slice, a quoted name, * or ?(…)');
    const more = this.take(',') ? this.listOf(() => this.number() ?? this.fail('a number is missing')) : [];
    return this.closed({ indexes: [first, ...more] });
  }

  private closed(step: Step): Step {
    this.skipSpace();
    this.expect(']', 'a bracket');
    return step;
  }

  private listOf<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    do {
      this.skipSpace();
      items.push(read());
      this.skipSpace();
    } while (this.take(','));
    return items;
  }

  private slice(from: number | undefined): Step {
    this.take(':');
    const to = this.number();
    const by = this.take(':') ? (this.number() ?? 1) : 1;
    if (by < 1) throw this.wrong('a slice goes forwards: its third number is 1 or more');
    return { from, to, by };
  }

  private number(): number | undefined {
    const [found] = /^-?\d{1,9}/.exec(this.text.slice(this.at, this.at + 10)) ?? [];
    this.at += found?.length ?? 0;
    return found === undefined ? undefined : Number(found);
  }

  private condition(depth: number): Step {
    this.expect('(', 'a condition');
    const left = this.operand(depth);
    this.skipSpace();
    if (this.text.startsWith('=~', this.at)) throw this.wrong('regular expressions are not supported: use == or !=');
    const operator = operators.find((one) => this.take(one));
    const where: Condition = operator === undefined ? { left } : { left, operator, right: this.operand(depth) };
    this.skipSpace();
    if (/^(?:&&|\|\|)/.test(this.text.slice(this.at, this.at + 2)))
      throw this.wrong('a condition holds one comparison: && and || are not supported');
    this.expect(')', 'a condition');
    return this.closed({ where });
  }

  private operand(depth: number): Operand {
    this.skipSpace();
    const sign = this.text[this.at] ?? '';
    if (/["']/.test(sign)) return { value: this.quoted() };
    if (/[@$.]/.test(sign)) return { path: this.path(depth + 1) };
    const [word] = /^[\w.+-]+/.exec(this.text.slice(this.at, this.at + 32)) ?? [];
    if (word === undefined) throw this.wrong('something to compare with is missing');
    const literals: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
    const value = Object.hasOwn(literals, word) ? literals[word]! : Number(word);
    if (typeof value === 'number' && Number.isNaN(value)) throw this.wrong(`${word} is no number: put texts in quotes`);
    this.at += word.length;
    return { value };
  }

  private fail(problem: string): never {
    throw this.wrong(problem);
  }
}

function escaped(sign: string): string {
  const known: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return known[sign] ?? sign;
}

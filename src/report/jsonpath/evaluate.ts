import { wrongInput, type EvenkeelError } from '../../core/errors.ts';
import { sameJson } from '../../core/json.ts';
import type { Condition, Operand, Part, Path, Step } from './template.ts';

/** What may still be looked at: paths that lead everywhere, again and again, come to no end in any other way. */
interface Budget {
  left: number;
}

const MOST_VALUES = 1_000_000;

/** What a template makes of a value. What is not there leaves nothing behind. */
export function fill(parts: readonly Part[], whole: unknown, budget: Budget = { left: MOST_VALUES }): string {
  return parts
    .map((part) => {
      if ('text' in part) return part.text;
      if ('path' in part) return findAll(part.path, whole, budget).map(textOf).join(' ');
      return findAll(part.range, whole, budget)
        .map((item) => fill(part.body, item, budget))
        .join('');
    })
    .join('');
}

/** Everything that a path leads to. */
export function findAll({ steps }: Path, whole: unknown, budget: Budget = { left: MOST_VALUES }): unknown[] {
  let found: unknown[] = [whole];
  for (const step of steps) {
    const next: unknown[] = [];
    for (const value of found) {
      next.push(...taken(step, value));
      if (next.length > budget.left) throw tooMuch();
    }
    budget.left -= next.length;
    found = next;
  }
  return found;
}

function tooMuch(): EvenkeelError {
  return wrongInput('the template leads to more than a million values', 'name what is meant instead of .. and *');
}

/** As it is printed: texts without quotes, what holds others as JSON. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function taken(step: Step, value: unknown): unknown[] {
  if ('name' in step) return member(value, step.name);
  if ('names' in step) return step.names.flatMap((name) => member(value, name));
  if ('within' in step) return within(value);
  if ('each' in step) return membersOf(value);
  if (!Array.isArray(value)) return [];
  const list: readonly unknown[] = value;
  if ('indexes' in step) return step.indexes.flatMap((index) => list.slice(placeIn(list, index)).slice(0, 1));
  if ('where' in step) return list.filter((item) => holds(step.where, item));
  const { from = 0, to = list.length, by } = step;
  return list.slice(from, to).filter((_, index) => index % by === 0);
}

/** Beyond either end there is nothing. */
function placeIn({ length }: readonly unknown[], index: number): number {
  const place = index < 0 ? length + index : index;
  return place < 0 ? length : place;
}

function member(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return [];
  const found = (value as Readonly<Record<string, unknown>>)[name];
  return found === undefined ? [] : [found];
}

function membersOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).filter((one) => one !== undefined) : [];
}

/** The value, and all that is in it, however deep. */
function within(value: unknown): unknown[] {
  const found: unknown[] = [];
  const left = [value];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    found.push(next);
    left.push(...membersOf(next).toReversed());
  }
  return found;
}

function holds({ left, operator, right }: Condition, item: unknown): boolean {
  const [one] = valuesOf(left, item);
  if (operator === undefined || right === undefined) return one !== undefined;
  const [other] = valuesOf(right, item);
  if (operator === '==') return isEqual(one, other);
  if (operator === '!=') return !isEqual(one, other);
  if (typeof one !== typeof other || (typeof one !== 'number' && typeof one !== 'string')) return false;
  const [a, b] = [one, other as typeof one];
  return { '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b }[operator];
}

function valuesOf(operand: Operand, item: unknown): unknown[] {
  return 'value' in operand ? [operand.value] : findAll(operand.path, item);
}

/** What is not there equals nothing, and a number its text: AWS has texts where people think of numbers. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return false;
  if (typeof one === 'string' && typeof other === 'number') return one === String(other);
  return sameJson(one, other);
}

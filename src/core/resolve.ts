import { find, type Inventory } from './inventory.ts';
import { isFind, isRef, isSecret, type Find, type Ref, type Text, type Unknown } from './value.ts';

/** What a ref leads to: a value, one that is known after apply, a reason why there will be none, or why it is unknown. */
export type Target =
  | { readonly value: string }
  | Unknown
  | { readonly problem: string }
  | { readonly unreadable: string };

export interface Resolved<State> {
  readonly state: State;
  readonly problems: readonly string[];
  /** What AWS said where nobody can know what is meant. */
  readonly unreadable: readonly string[];
}

/** Replaces refs and look-ups by what they stand for. */
export type Resolve = <State>(state: State) => Resolved<State>;

export function resolve<State>(state: State, target: (ref: Ref) => Target, inventory: Inventory): Resolved<State> {
  return resolver(target, inventory)(state);
}

/** The same for many states, one after the other. */
export function resolver(target: (ref: Ref) => Target, inventory: Inventory): Resolve {
  let problems: string[] = [];
  let unreadable: string[] = [];

  function text(value: Text): Text {
    if (isRef(value)) return ref(value);
    if (isFind(value)) return lookUp(value)[0] ?? '';
    return value;
  }

  function ref(value: Ref): Text {
    const found = target(value);
    if ('problem' in found) {
      problems.push(found.problem);
      return '';
    }
    if ('unreadable' in found) {
      unreadable.push(found.unreadable);
      return '';
    }
    return 'value' in found ? found.value : found;
  }

  function lookUp(query: Find): readonly Text[] {
    const vpc = query.vpc === undefined ? undefined : text(query.vpc);
    if (vpc !== undefined && typeof vpc !== 'string') return [];
    if (vpc === '') return [];
    const found = find(inventory, query, vpc);
    if ('unreadable' in found) {
      unreadable.push(found.unreadable);
      return [];
    }
    if ('problem' in found) {
      problems.push(found.problem);
      return [];
    }
    return found.ids;
  }

  /** A weak ref is no reason to wait: where it leads nowhere, its field is as if it were not declared. */
  function leadsNowhere(value: unknown): boolean {
    if (!isRef(value) || value.weak === undefined) return false;
    const found = target(value);
    return 'problem' in found || 'unreadable' in found;
  }

  /** What has nothing to be replaced is handed back as it is. */
  function walk(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || isSecret(value)) return value;
    if (isRef(value) || isFind(value)) return text(value);
    if (Array.isArray(value)) return list(value);
    let copy: Record<string, unknown> | undefined;
    for (const key in value) {
      const member = (value as Record<string, unknown>)[key];
      if (typeof member !== 'object') continue;
      if (leadsNowhere(member)) {
        delete (copy ??= { ...value })[key];
        continue;
      }
      const walked = walk(member);
      if (walked !== member) (copy ??= { ...value })[key] = walked;
    }
    return copy ?? value;
  }

  function list(values: readonly unknown[]): readonly unknown[] {
    let copy: unknown[] | undefined;
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index];
      const many = manyIn(value);
      const walked = many === undefined ? walk(value) : many;
      if (walked !== value) copy ??= values.slice(0, index);
      if (many === undefined) copy?.push(walked);
      else copy?.push(...many);
    }
    return copy === undefined ? values : onceEach(copy);
  }

  /** In a list, an element that holds a look-up of many stands for one element for each that was found. */
  function manyIn(value: unknown): readonly unknown[] | undefined {
    if (typeof value !== 'object' || value === null || isRef(value)) return undefined;
    if (isFind(value)) return value.many ? lookUp(value) : undefined;
    const members = value as Record<string, unknown>;
    for (const key in members) {
      const member = members[key];
      if (isFind(member) && member.many === true) return lookUp(member).map((id) => walk({ ...value, [key]: id }));
    }
    return undefined;
  }

  return <State>(state: State) => {
    problems = [];
    unreadable = [];
    const resolved = walk(state) as State;
    return { state: resolved, problems: once(problems), unreadable: once(unreadable) };
  };
}

/** A look-up may find what another element names already: no list of AWS's takes an id twice. */
function onceEach(values: readonly unknown[]): readonly unknown[] {
  return values.filter((value, index) => typeof value !== 'string' || values.indexOf(value) === index);
}

function once(messages: readonly string[]): readonly string[] {
  return messages.length < 2 ? messages : [...new Set(messages)];
}

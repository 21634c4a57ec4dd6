import { subjectOf } from '../aws/subject.ts';
import { plain } from '../core/inventory.ts';
import type { Live, Wanted } from '../core/resource.ts';
import { findsOf, type Findable } from '../core/value.ts';
import { resources } from '../resources/registry.ts';
import type { Cycle } from './cycle.ts';

/** What is looked up by how it is, so that one which nobody knows yet may come to be meant. */
const searchable: Readonly<Partial<Record<Findable, RegExp>>> = {
  instance: /^i-/,
  subnet: /^subnet-/,
  vpc: /^vpc-/,
  'security-group': /^sg-/,
  image: /^ami-/,
  cluster: /:cluster\//,
};

/** Knows of AWS's ids, ARNs and names which of them mean something to a place, and what is to be read then. */
export class Named {
  /** By what AWS calls it: what is read as a whole. */
  readonly #subjects = new Map<string, Set<string>>();
  readonly #searched: readonly RegExp[];

  constructor({ wanted, snapshot }: Pick<Cycle, 'wanted' | 'snapshot'>) {
    for (const one of wanted) this.#expect(one);
    for (const one of snapshot.live) this.#know(one);
    const kinds = new Set(wanted.flatMap(({ state }) => findsOf(state).map(({ $find }) => $find)));
    this.#searched = [...kinds].flatMap((kind) => searchable[kind] ?? []);
  }

  /** What is to be read for an object of that name; nothing where it means nothing here. */
  subjectsOf(object: string): readonly string[] {
    const subject = subjectOf(object);
    const known = this.#subjects.get(object) ?? this.#subjects.get(subject);
    if (known !== undefined) return [...known];
    return this.#searched.some((pattern) => pattern.test(object)) ? [object] : [];
  }

  #expect({ type, state }: Wanted): void {
    const name = resources.get(type)?.nameOf?.(state);
    if (name !== undefined) this.#add(name, [name]);
  }

  /** What uses it, and what it uses, may show what became of it. */
  #know({ physical, parent, name, outputs, uses, state }: Live): void {
    const subjects = [physical, ...uses].map(subjectOf);
    const { id, group } = state as { readonly id?: string; readonly group?: string };
    const member = typeof id === 'string' && typeof group === 'string' ? [plain(id)] : [];
    for (const known of [physical, subjectOf(physical), parent, name, ...Object.values(outputs), ...member]) {
      if (known !== undefined && known !== '') this.#add(known, subjects);
    }
  }

  #add(object: string, subjects: readonly string[]): void {
    const known = this.#subjects.get(object);
    if (known === undefined) this.#subjects.set(object, new Set(subjects));
    else for (const subject of subjects) known.add(subject);
  }
}

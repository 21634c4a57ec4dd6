import type { Inventory } from '../../core/inventory.ts';
import type { Path } from '../../core/problem.ts';
import type { Live } from '../../core/resource.ts';
import type { KindName } from '../index.ts';

/** What a manifest is called. */
export interface Identity {
  readonly kind: KindName;
  readonly namespace: string;
  readonly name: string;
}

/** Something that the reader of a manifest should know, and where it belongs in the document. */
export interface Note {
  readonly path: Path;
  readonly text: string;
}

/** A manifest that says what stands. */
export interface Imported extends Identity {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly notes: readonly Note[];
}

/** What can't be said in a manifest, and why. */
export class Unsayable {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

/** What the import of one object may look at. */
export interface ImportContext {
  readonly inventory: Inventory;
  /** The manifest that something is imported as, by its ARN or id; nothing for what is not. */
  readonly identityOf: (physical: string) => Identity | undefined;
  /** What it contains, of that type. */
  readonly childrenOf: (physical: string, type: string) => readonly Live[];
  /** Anything that was read, by its ARN or id. */
  readonly standing: (physical: string) => Live | undefined;
  /** The name of a rule in its manifest. */
  readonly ruleNameOf: (rule: Live) => string;
}

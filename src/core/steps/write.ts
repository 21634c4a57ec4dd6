import { isRemoval, type Change } from '../plan.ts';
import type { Live, ResourceType, Wanted } from '../resource.ts';
import type { StepContext } from './step-context.ts';
import type { StepKind } from './step.ts';

/** One thing that is done about one change, before siblings are put together in one call. */
export interface Move {
  readonly name: string;
  readonly kind: StepKind;
  readonly write: Write;
  /** The moves that come before, in lists of which siblings share some. */
  needs: readonly (readonly Move[])[];
  readonly takes?: readonly string[];
  /** The step that it is made by, once that is known. */
  step?: Draft;
}

/** A step that is still being put together. */
export interface Draft {
  readonly name: string;
  readonly kind: StepKind;
  readonly moves: Move[];
  /** Some may stand here twice, and the step itself may. */
  needs: Draft[];
  /** Where it stands among all of them, once that is known. */
  place?: number;
}

/** A change that writes, with all that is known of what it is about, and the moves that it takes. */
export class Write {
  readonly change: Change;
  readonly type: ResourceType;
  readonly wanted: Wanted | undefined;
  readonly live: Live | undefined;
  /** What the change says; of a replacement it makes the successor. */
  readonly own: Move;
  /** Takes out of what is replaced whatever holds others. */
  emptying: Move | undefined;
  /** Takes away what is replaced. */
  retiring: Move | undefined;
  /** Removes what an update has replaced, once nothing uses it any more. */
  detaching: Move | undefined;

  constructor(change: Change, { wanted, standing, types }: StepContext) {
    const type = types.get(change.type);
    if (type === undefined) throw new Error(`no resource type is called ${change.type}`);
    this.change = change;
    this.type = type;
    this.wanted = wanted.get(change.id);
    this.live = change.live === undefined ? undefined : standing.byPhysical.get(change.live);
    this.own = { name: change.id, kind: change.action as StepKind, write: this, needs: [] };
  }

  /** What AWS calls what it is about. */
  get physical(): string {
    return this.change.live ?? '';
  }

  get isDeletion(): boolean {
    return isRemoval(this.change.action);
  }

  /** The move by which all that is wanted of it stands. */
  get whole(): Move {
    return this.detaching ?? this.own;
  }

  /** The move after which nothing of it is left to be done. */
  get last(): Move {
    return this.retiring ?? this.whole;
  }
}

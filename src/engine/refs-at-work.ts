import { EvenkeelError } from '../core/errors.ts';
import { isRemoval, type Change } from '../core/plan.ts';
import { withKept } from '../core/planning/inherited.ts';
import { resolve, type Target } from '../core/resolve.ts';
import type { Live, Wanted } from '../core/resource.ts';
import type { StepContext } from '../core/steps/step-context.ts';
import type { Ref, ResourceId } from '../core/value.ts';
import type { Outputs } from '../resources/resource.ts';

/** What refs lead to while a plan is carried out: what stands, and what was made so far. */
export class RefsAtWork {
  readonly #stepContext: StepContext;
  readonly #outputs = new Map<ResourceId, Outputs>();

  constructor(stepContext: StepContext, changes: readonly Change[]) {
    this.#stepContext = stepContext;
    for (const { id, action, live } of changes) {
      const standing = stepContext.standing.byPhysical.get(live ?? '');
      if (standing !== undefined && !isRemoval(action)) this.#outputs.set(id, standing.outputs);
    }
  }

  /** What AWS called something that was made. */
  made(id: ResourceId, outputs: Outputs): void {
    this.#outputs.set(id, outputs);
  }

  /** What an update changed of what AWS calls it. */
  renewed(id: ResourceId, outputs: Outputs): void {
    this.#outputs.set(id, { ...this.#outputs.get(id), ...outputs });
  }

  liveOf({ id, live: physical }: Change): Live {
    const live = this.#stepContext.standing.byPhysical.get(physical ?? '');
    if (live === undefined) throw new Error(`${id} names nothing that was observed`);
    return live;
  }

  /** What is wanted, with every ref followed. */
  wantedOf({ id }: Pick<Change, 'id'>): Wanted {
    const wanted = this.#stepContext.wanted.get(id);
    if (wanted === undefined) throw new Error(`${id} is not wanted`);
    const { inventory } = this.#stepContext.standing.snapshot;
    const { state, problems, unreadable } = resolve(wanted.state, (ref) => this.#target(ref), inventory);
    const message = [...unreadable, ...problems].join('; ');
    if (message !== '') throw new EvenkeelError({ code: 'ref-unresolved', retry: 'replan', subject: id, message });
    return { ...wanted, state };
  }

  /** The same of what stands, with what is to be left as it stands. */
  plannedOf(change: Change): Wanted {
    return withKept(this.wantedOf(change), this.liveOf(change), change);
  }

  #target(ref: Ref): Target {
    const value = this.#outputs.get(ref.$ref)?.[ref.output];
    if (value !== undefined) return { value };
    return { problem: `${ref.$ref} was not made` };
  }
}

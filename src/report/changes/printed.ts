import type { Change } from '../../core/plan.ts';

/** What a report has said already, so that it need not say it again. */
export class Printed {
  /** When it is made, for how long ago something was. */
  readonly now: number | undefined;
  readonly #messages = new Set<string>();
  readonly #ids = new Map<string, string>();

  constructor(now?: number) {
    this.now = now;
  }

  add(change: Change): void {
    if (change.blocked !== undefined) this.#messages.add(change.blocked.message);
    this.#ids.set(placeIn(change.manifest, pathOf(change)), change.id);
  }

  /** Where a message begins to repeat one that was told; 0 where it is the same altogether, -1 where it is new. */
  repeats(message: string): number {
    if (this.#messages.has(message)) return 0;
    for (let colon = message.indexOf(': '); colon >= 0; colon = message.indexOf(': ', colon + 1)) {
      if (this.#messages.has(message.slice(colon + 2))) return colon;
    }
    return -1;
  }

  /** The nearest of the same manifest that contains it, by the way ids are made. */
  containerOf(change: Change): string | undefined {
    let path = pathOf(change);
    while (path.includes('/')) {
      path = path.slice(0, path.lastIndexOf('/'));
      const id = this.#ids.get(placeIn(change.manifest, path));
      if (id !== undefined) return id;
    }
    return undefined;
  }
}

/** The id without its type: what contains something has the beginning of its path. */
export function pathOf({ id }: Change): string {
  return id.slice(id.indexOf('/') + 1);
}

function placeIn(manifest: string, path: string): string {
  return `${manifest} ${path}`;
}

/** Where a part of the daemon says what went wrong and when it works again. */
export type Warn = (message: string) => void;

/** Tells a trouble when it begins and when it ends, not each time. */
export class Trouble {
  readonly #what: string;
  readonly #warn: Warn;
  #last: string | undefined;

  constructor(what: string, warn: Warn) {
    this.#what = what;
    this.#warn = warn;
  }

  failed(why: string): void {
    if (why !== this.#last) this.#warn(`${this.#what}: ${why}`);
    this.#last = why;
  }

  succeeded(): void {
    if (this.#last !== undefined) this.#warn(`${this.#what}: works again`);
    this.#last = undefined;
  }
}

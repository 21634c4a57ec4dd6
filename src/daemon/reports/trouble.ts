/** Where a part of the daemon says what went wrong and when it works again. */
export type Tell = (message: string) => void;

/** Tells a trouble when it begins and when it ends, not each time. */
export class Trouble {
  readonly #what: string;
  readonly #tell: Tell;
  #last: string | undefined;

  constructor(what: string, tell: Tell) {
    this.#what = what;
    this.#tell = tell;
  }

  failed(why: string): void {
    if (why !== this.#last) this.#tell(`${this.#what}: ${why}`);
    this.#last = why;
  }

  succeeded(): void {
    if (this.#last !== undefined) this.#tell(`${this.#what}: works again`);
    this.#last = undefined;
  }
}

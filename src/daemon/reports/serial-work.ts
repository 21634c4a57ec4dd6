/** A piece of work that is done again whenever it is asked for, and never twice at a time. */
export class SerialWork {
  readonly #work: () => Promise<void>;
  #running: Promise<void> | undefined;
  #again = false;

  /** What it rejects with is for the work itself to deal with. */
  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Begins at once, or once more after what is under way. */
  ask(): void {
    this.#again = true;
    this.#running ??= this.#run();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Whoever asks sees `#running` before the work begins.
    await Promise.resolve();
    while (this.#again) {
      this.#again = false;
      // oxlint-disable-next-line no-await-in-loop -- one at a time is what it is for
      await this.#work();
    }
    this.#running = undefined;
  }
}

import type { Clock } from '../../core/clock.ts';
import { counted } from '../../report/text/counted.ts';
import type { Store } from '../store.ts';
import { onCycleEnd } from './cycles.ts';
import { SerialWork } from './serial-work.ts';
import { noticeOf, slackBody, webhookBody, type Notice } from './notice.ts';
import { Trouble, type Warn } from './trouble.ts';
import { Webhook } from './webhook.ts';

/** As many messages as wait for a receiver that is away. */
const MOST_WAITING = 20;

const shapes = { json: webhookBody, slack: slackBody } as const;

interface NotifierOptions {
  readonly store: Store;
  readonly url: string;
  readonly shape: keyof typeof shapes;
  readonly clock: Clock;
  readonly warn: Warn;
}

/** Tells somebody else what each cycle found and found no more: one message for a cycle, none where nothing changed. */
export class Notifier {
  readonly #webhook: Webhook;
  readonly #shape: (notice: Notice) => object;
  readonly #trouble: Trouble;
  readonly #warn: Warn;
  readonly #leaving = new AbortController();
  readonly #sending = new SerialWork(() => this.#send());
  readonly #stop: () => void;
  #waiting: Notice[] = [];

  /** Throws where the address is none. */
  constructor({ store, url, shape, clock, warn }: NotifierOptions) {
    this.#webhook = new Webhook(url, clock);
    this.#shape = shapes[shape];
    this.#warn = warn;
    this.#trouble = new Trouble(`notifications to ${this.#webhook.origin}`, warn);
    this.#stop = onCycleEnd(store, (end) => this.#add(noticeOf(end, store.status)));
  }

  /** Ends what is under way; what was not sent is not. */
  async close(): Promise<void> {
    this.#stop();
    this.#waiting = [];
    this.#leaving.abort();
    await this.#sending.idle();
  }

  #add(notice: Notice | undefined): void {
    if (notice === undefined) return;
    const waiting = [...this.#waiting, notice];
    const dropped = Math.max(0, waiting.length - MOST_WAITING);
    this.#waiting = waiting.slice(dropped);
    if (dropped > 0) this.#warn(`notifications to ${this.#webhook.origin}: ${counted(dropped, 'message')} dropped`);
    this.#sending.ask();
  }

  async #send(): Promise<void> {
    for (let notice = this.#waiting.shift(); notice !== undefined; notice = this.#waiting.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- in the order in which it happened
      const failure = await this.#webhook.send(this.#shape(notice), this.#leaving.signal);
      if (this.#leaving.signal.aborted) return;
      if (failure === undefined) this.#trouble.succeeded();
      else this.#trouble.failed(failure);
    }
  }
}

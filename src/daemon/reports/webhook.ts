import type { Clock } from '../../core/clock.ts';
import { wrongInput, type EvenkeelError } from '../../core/errors.ts';
import { visible } from '../../core/visible.ts';

/** Gives up on an answer after this long. */
const PATIENCE = 10_000;

/** How long to wait before each further attempt. */
const BACK_OFF = [1_000, 5_000, 25_000];

/** Answers that say "later" rather than "no". */
const isLater = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** An address whose path, query and password are secrets: nobody is ever told more than its origin. */
export class Webhook {
  readonly origin: string;
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #clock: Clock;

  /** Throws where it is no address of HTTP, without repeating it. */
  constructor(address: string, clock: Clock) {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) throw notAnAddress();
    const password = Buffer.from(`${decoded(url.username)}:${decoded(url.password)}`);
    const hasPassword = url.username !== '' || url.password !== '';
    this.#headers = {
      'content-type': 'application/json',
      'user-agent': 'evenkeel',
      ...(hasPassword ? { authorization: `Basic ${password.toString('base64')}` } : {}),
    };
    url.username = '';
    url.password = '';
    this.#url = url;
    this.origin = url.origin;
    this.#clock = clock;
  }

  /** Sends, and again where that may help. Gives why it failed; nothing where it was taken. */
  async send(body: unknown, signal: AbortSignal): Promise<string | undefined> {
    const text = visible(JSON.stringify(body));
    for (let attempt = 0; ; attempt += 1) {
      // oxlint-disable-next-line no-await-in-loop -- each attempt depends on the last
      const { failure, final } = await this.#attempt(text, signal);
      const wait = BACK_OFF[attempt];
      if (failure === undefined || final || wait === undefined || signal.aborted) return failure;
      try {
        // oxlint-disable-next-line no-await-in-loop -- it is the wait between two attempts
        await this.#clock.sleep(wait, signal);
      } catch {
        return failure;
      }
    }
  }

  async #attempt(text: string, signal: AbortSignal): Promise<{ readonly failure?: string; readonly final: boolean }> {
    const over = new AbortController();
    const ended = new AbortController();
    const giveUp = (): void => ended.abort();
    // Nobody is told of why it failed who is leaving.
    signal.addEventListener('abort', giveUp);
    this.#clock.sleep(PATIENCE, over.signal).then(giveUp, () => undefined);
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: this.#headers,
        body: text,
        redirect: 'manual',
        signal: ended.signal,
      });
      await response.body?.cancel();
      if (response.ok) return { final: true };
      return { failure: `it answered ${response.status}`, final: !isLater(response.status) };
    } catch (error) {
      if (ended.signal.aborted) return { failure: `no answer in ${PATIENCE / 1_000} s`, final: false };
      return { failure: reasonOf(error), final: false };
    } finally {
      over.abort();
      signal.removeEventListener('abort', giveUp);
    }
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notAnAddress();
  }
}

function notAnAddress(): EvenkeelError {
  return wrongInput(
    'a webhook is not an HTTP address',
    'write it like https://hooks.example.com/path, in --notify or --notify-slack; in a password, % is %25',
  );
}

/** The code alone: messages of `fetch` may repeat the address. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as Error;
  return (cause as { readonly code?: string } | undefined)?.code ?? name;
}

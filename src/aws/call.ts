import pLimit, { type LimitFunction } from 'p-limit';
import type { Clock } from '../core/clock.ts';
import { EvenkeelError } from '../core/errors.ts';
import { TokenBucket } from './bucket.ts';
import type { CallRecord } from './calls.ts';
import { failure, notAnAwsAnswer, refusesCredentials } from './failure.ts';
import type { RequestLimits } from './request-limits.ts';
import { isAnswered, isRepeatable, kindOf, type CallKind, type Service } from './operations.ts';

/** Sends one request once. */
export interface Connection {
  /** Where the last request went. */
  endpoint(): string | undefined;
  /** AWS refused the credentials: they are looked for anew before the next request. */
  distrust(): void;
  /**
   * The answer without the SDK's metadata. What is asked right before the request leaves may keep it back by throwing; where
   * it was answered, the id that AWS gave the request is reported.
   */
  send(
    operation: string,
    input: object,
    beforeItLeaves: () => void,
    onAnswer?: (requestId: string) => void,
  ): Promise<object>;
}

export interface CallOptions {
  readonly clock: Clock;
  readonly limits: RequestLimits;
  /** No further request is sent once it is aborted; those on their way are waited for. */
  readonly signal?: AbortSignal | undefined;
  /** Asked right before each write; where it says no, the write is not sent. */
  readonly mayWrite?: (() => boolean) | undefined;
  readonly onCall: (call: CallRecord) => void;
}

/** As many requests of a service on their way at once, and as many sockets. */
export const IN_FLIGHT = 50;

/** How often a request is sent in all. A throttled one had no effect and only asks for patience. */
const ATTEMPTS = { throttled: 8, unavailable: 4 } as const;
const BACKOFF = { throttled: 500, unavailable: 100 } as const;
const BACKOFF_CAP = 20_000;
/** What took so long in all is not sent again: of requests that run into their time-out the second is the last. */
const PATIENCE_MS = 45_000;

/**
 * The way every call to one service goes: its turn, the request, the count, the meaning of a failure, and whether to
 * send it again. The SDK's own retries are off, for they would send a create twice after a lost answer, hide throttling
 * from the bucket, and wait on a clock that is not ours.
 */
export class ServiceCaller {
  readonly #service: Service;
  readonly #connect: () => Promise<Connection>;
  readonly #options: CallOptions;
  readonly #buckets: Readonly<Record<CallKind, TokenBucket>> | undefined;
  readonly #inFlight: LimitFunction = pLimit(IN_FLIGHT);
  #connection: Promise<Connection> | undefined;

  constructor(service: Service, connect: () => Promise<Connection>, options: CallOptions) {
    const { clock, limits } = options;
    this.#service = service;
    this.#connect = connect;
    this.#options = options;
    if (limits === 'none') return;
    const { read, write } = limits[service];
    this.#buckets = { read: new TokenBucket(read, clock), write: new TokenBucket(write, clock) };
  }

  async call(operation: string, input: object): Promise<object> {
    const { clock, signal } = this.#options;
    let sentMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#turn(operation);
        return await this.#inFlight(() => {
          const from = clock.now();
          return this.#send(operation, input).finally(() => void (sentMs += clock.now() - from));
        });
      } catch (thrown) {
        const wait = sentMs > PATIENCE_MS ? undefined : waitBefore(thrown, operation, attempt);
        if (wait === undefined) throw thrown;
        await clock.sleep(wait, signal).catch(() => {
          throw thrown;
        });
      }
    }
  }

  async #turn(operation: string): Promise<void> {
    const { signal } = this.#options;
    try {
      await this.#buckets?.[kindOf(operation)].take(signal);
    } catch {
      throw stopped();
    }
  }

  async #send(operation: string, input: object): Promise<object> {
    const { clock, mayWrite, onCall, signal } = this.#options;
    const service = this.#service;
    const kind = kindOf(operation);
    this.#connection ??= this.#connect();
    const connection = await this.#connection;
    if (signal?.aborted === true) throw stopped();
    let hasLeft = false;
    // Asked once the request is signed: whoever is stopped while it is being made must not send it when it wakes.
    const beforeItLeaves = (): void => {
      if (kind === 'write' && mayWrite?.() === false) throw stoodBy();
      hasLeft = true;
    };
    const started = clock.now();
    let requestId: string | undefined;
    const count = (outcome: CallRecord['outcome']): void =>
      onCall({
        service,
        operation,
        kind,
        ms: clock.now() - started,
        outcome,
        ...(requestId === undefined ? {} : { requestId }),
      });
    try {
      const output = await connection.send(operation, input, beforeItLeaves, (id) => void (requestId = id));
      if (isHollow(operation, output))
        throw notAnAwsAnswer({ service, operation, input, endpoint: connection.endpoint() }, 200);
      count('ok');
      return output;
    } catch (thrown) {
      const error = failure(thrown, { service, operation, input, endpoint: connection.endpoint() });
      if (hasLeft) count(error.code);
      if (error.code === 'throttled') this.#buckets?.[kind].throttled();
      if (refusesCredentials(error)) connection.distrust();
      throw error;
    }
  }
}

/** How long to wait before the next attempt, at random up to a doubling bound; undefined if there must be none. */
function waitBefore(thrown: unknown, operation: string, attempt: number): number | undefined {
  if (!(thrown instanceof EvenkeelError)) return undefined;
  const { code, ambiguous } = thrown.facts;
  if (code !== 'throttled' && code !== 'unavailable') return undefined;
  if (ambiguous === true && !isRepeatable(operation)) return undefined;
  if (attempt >= ATTEMPTS[code]) return undefined;
  return Math.random() * Math.min(BACKOFF_CAP, BACKOFF[code] * 2 ** (attempt - 1));
}

/** A sign-in page with status 200 parses as an answer without content, and must not pass for an empty account. */
function isHollow(operation: string, output: object): boolean {
  return isAnswered(operation) && Object.keys(output).length === 0;
}

function stopped(): EvenkeelError {
  return new EvenkeelError({ code: 'unavailable', retry: 'soon', message: 'stopped before the call was sent' });
}

function stoodBy(): EvenkeelError {
  return new EvenkeelError({
    code: 'denied',
    retry: 'replan',
    message: 'on standby: the lease is not held, so nothing is written',
    remedy: 'the holder of the lease writes; this daemon resumes when it gets the lease back',
  });
}

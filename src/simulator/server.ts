import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../core/clock.ts';
import { answer } from './answer.ts';
import type { Answering } from './answering.ts';
import { callDirectly, type DirectCall } from './direct.ts';
import { DEFAULT_REGION } from './caller.ts';
import { DEFAULT_ACCOUNT } from './identity.ts';
import { control, isControl } from './control.ts';
import { createDataPlane, type DataPlane } from './data-plane/data-plane.ts';
import type { EventOptions } from './events/event-options.ts';
import { Events } from './events/events.ts';
import { Faults } from './faults.ts';
import { type Fixture } from './fixture.ts';
import { History } from './history.ts';
import { Journal } from './journal.ts';
import { listenOnLoopback } from './loopback.ts';
import { seededRandom, seedFor } from './random.ts';
import { type LimitOptions, RequestLimits } from './request-limits/request-limits.ts';
import { answerS3, isForS3 } from './s3/answer.ts';
import { Buckets } from './s3/buckets.ts';
import { loadServices } from './services.ts';
import type { Settings, World } from './world.ts';
import { Worlds } from './worlds.ts';

const MOST_BYTES = 1024 * 1024;

export interface SimulatorOptions extends LimitOptions {
  /** 0: any free one. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Decides every id, and which calls a fault with a probability strikes. */
  readonly seed?: number;
  readonly fixture?: Fixture;
  readonly settings?: Partial<Settings>;
  readonly events?: EventOptions;
}

/** An AWS on this machine's loopback. */
export interface Simulator {
  readonly url: string;
  readonly port: number;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly events: Events;
  readonly limits: RequestLimits;
  readonly dataPlane: DataPlane;
  /** The state of an account's region, made on first use. */
  world(account?: string, region?: string): World;
  /** Answers a call without a wire. Throws `AwsError` for a refusal; undefined where no answer ever comes. */
  call(call: DirectCall): Promise<object | undefined>;
  /** Back to how it was started: fixture built, nothing written down, no faults. */
  reset(): void;
  /** Stops listening and cuts open connections. */
  close(): Promise<void>;
}

/** Starts a simulator and waits until it listens. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, clock = systemClock, seed = 1 } = options;
  const journal = new Journal();
  const faults = new Faults(seed);
  const limits = new RequestLimits(clock, { ...options.fixture, ...options });
  const buckets = new Buckets();
  const events = new Events(seed, options.events);
  const worlds = new Worlds({ ...options, clock, seed, events });
  const world = (account = DEFAULT_ACCOUNT, region = DEFAULT_REGION): World => worlds.get(account, region);
  const reset = (): void => {
    events.clear();
    worlds.clear();
    buckets.clear();
    journal.clear();
    faults.clear();
    limits.clear();
  };
  // Built before listening: a fixture that leads nowhere is told to whoever starts it, not to their first call.
  for (const region of Object.keys(options.fixture?.regions ?? {})) world(DEFAULT_ACCOUNT, region);

  const answering: Answering = {
    services: await loadServices(),
    world,
    clock,
    journal,
    faults,
    events,
    owners: options.fixture?.callers ?? {},
    limits,
    history: new History(),
    random: seededRandom(seedFor(seed, 'requests')),
  };
  const dataPlane = createDataPlane(worlds);
  const api = await listenOnLoopback((request, response) => {
    serve(request, response, { ...answering, reset, dataPlane, buckets, worlds: worlds.all() }).catch(() =>
      response.destroy(),
    );
  }, port);
  return {
    url: api.url,
    port: api.port,
    journal,
    faults,
    events,
    limits,
    dataPlane,
    world,
    reset,
    async call(call) {
      const output = await callDirectly(answering, call);
      await dataPlane.look();
      return output;
    },
    async close() {
      await Promise.all([api.close(), dataPlane.close()]);
    },
  };
}

interface Serving extends Answering {
  readonly reset: () => void;
  readonly dataPlane: DataPlane;
  readonly buckets: Buckets;
  readonly worlds: Iterable<World>;
}

async function serve(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const body = await bodyOf(request);
  if (body === undefined) {
    response.writeHead(413, { 'content-type': 'text/plain', connection: 'close' });
    response.end(`The request is longer than ${MOST_BYTES} bytes.`);
    return;
  }
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  const method = request.method ?? 'GET';
  if (isControl(path)) {
    const { status, body: content } = control(serving, method, path, body);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(content));
    return;
  }
  if (isForS3(request.headers)) {
    const reply = await answerS3(serving, { method, path, headers: request.headers, body });
    if (reply === undefined) response.destroy();
    else response.writeHead(reply.status, reply.headers).end(reply.body);
    return;
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const text = method === 'GET' ? query : body;
  const reply = await answer(serving, {
    headers: request.headers,
    text,
    address: addressOf(request),
    gone: gone.signal,
  });
  await serving.dataPlane.look();
  if (reply === undefined) {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, {
    'content-type': reply.contentType,
    'x-amzn-requestid': reply.requestId,
    ...reply.headers,
  });
  response.end(reply.body);
}

/** Where a request comes from. */
function addressOf({ socket }: IncomingMessage): string {
  return (socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
}

/** The body as text; undefined when it is longer than is taken. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MOST_BYTES) chunks.push(chunk);
  }
  return length > MOST_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

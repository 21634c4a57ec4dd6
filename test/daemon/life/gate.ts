import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { callerOf } from '../../../src/simulator/caller.ts';
import { listenOnLoopback, type Loopback } from '../../../src/simulator/loopback.ts';
import { AwsError } from '../../../src/simulator/service.ts';
import { loadServices } from '../../../src/simulator/services.ts';

const services = await loadServices();

/** A call on its way to AWS. */
export interface Passing {
  /** Whose access key signed it. */
  readonly key: string;
  readonly region: string;
  /** Its name in a credential scope; empty for S3. */
  readonly service: string;
  readonly action: string;
  /** A lease in S3 is none. */
  readonly isWrite: boolean;
}

/** It goes on to AWS, gets no answer, is refused in AWS's way, or is answered by something in between. */
export type Treatment = 'pass' | 'hang' | AwsError | number;

/** The network between daemons and AWS, which keeps a list of what passed. */
export class Gate {
  readonly passed: Passing[] = [];
  readonly #target: URL;
  readonly #held: (() => void)[] = [];
  #treat: (call: Passing) => Treatment = () => 'pass';
  #loopback: Loopback | undefined;
  #port = 0;

  constructor(target: string) {
    this.#target = new URL(target);
    onTestFinished(() => this.close());
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** How many writes passed that somebody's key signed. */
  writesOf(key: string): number {
    return this.passed.filter((call) => call.key === key && call.isWrite).length;
  }

  /** From now on. What was kept waiting goes on to AWS, unless it is to hang on. */
  treat(treat: (call: Passing) => Treatment): void {
    this.#treat = treat;
    for (const goOn of this.#held.splice(0)) goOn();
  }

  /** Listens, on the same port as before where it did so before. */
  async open(): Promise<this> {
    this.#loopback = await listenOnLoopback((incoming, answer) => {
      this.#serve(incoming, answer).catch(() => answer.destroy());
    }, this.#port);
    this.#port = this.#loopback.port;
    return this;
  }

  /** Connections are refused from now on. */
  async close(): Promise<void> {
    await this.#loopback?.close();
    this.#loopback = undefined;
  }

  async #serve(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await text(incoming);
    const { call, protocol } = read(incoming, body);
    let treatment = this.#treat(call);
    while (treatment === 'hang') {
      await new Promise<void>((resolve) => void this.#held.push(resolve));
      treatment = this.#treat(call);
    }
    if (typeof treatment === 'number') {
      answer.writeHead(treatment, { 'content-type': 'text/html' }).end('<h1>Please come back later</h1>');
      return;
    }
    if (treatment instanceof AwsError) {
      const { contentType = 'application/xml' } = protocol ?? {};
      answer.writeHead(treatment.status, { 'content-type': contentType });
      answer.end(protocol?.encodeError(treatment, 'e0e0'));
      return;
    }
    this.passed.push(call);
    const { hostname, port } = this.#target;
    const { method, url: path, headers } = incoming;
    const onward = request({ hostname, port, method, path, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    onward.end(body);
  }
}

function read({ headers }: IncomingMessage, body: string) {
  const { service, region, action } = callerOf({ headers, text: body }, services);
  const [, key = ''] = /Credential=([^/]+)/.exec(headers.authorization ?? '') ?? [];
  const isWrite = service !== undefined && !/^(?:Describe|Get|List|Lookup|AssumeRole)/.test(action);
  const call: Passing = { key, region, service: service?.name ?? '', action, isWrite };
  return { call, protocol: service?.protocol };
}

/** A gate to somewhere, open. */
export function gateTo(target: string): Promise<Gate> {
  return new Gate(target).open();
}

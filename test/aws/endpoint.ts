import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import { openAws, type Aws, type AwsOptions } from '../../src/aws/ports.ts';

interface Request {
  readonly action: string;
  readonly form: URLSearchParams;
}

type Answer = (response: ServerResponse, request: Request) => void;

export interface Endpoint {
  readonly url: string;
  /** Every request in the order of arrival. */
  readonly requests: readonly Request[];
}

/** An endpoint on loopback that gives these answers in turn, the last one for ever. */
export async function startEndpoint(...answers: readonly Answer[]): Promise<Endpoint> {
  const requests: Request[] = [];
  const server = createServer((request, response) => {
    void readForm(request).then((form) => {
      const seen = { action: form.get('Action') ?? '', form };
      requests.push(seen);
      answers[Math.min(requests.length, answers.length) - 1]?.(response, seen);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** The URL of an endpoint that listens no more. */
export async function closedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

/** A successful answer of ELBv2 or STS. */
export function result(content: string): Answer {
  return (response, { action }) =>
    xml(response, 200, `<${action}Response><${action}Result>${content}</${action}Result></${action}Response>`);
}

/** A refusal of ELBv2 or STS. */
export function refusal(code: string, message = 'refused', status = 400): Answer {
  return (response) =>
    xml(
      response,
      status,
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
}

/** A successful answer of EC2. */
export function ec2Result(content: string): Answer {
  return (response, { action }) => xml(response, 200, `<${action}Response>${content}</${action}Response>`);
}

/** A refusal of EC2. */
export function ec2Refusal(code: string, message = 'refused', status = 400): Answer {
  return (response) =>
    xml(
      response,
      status,
      `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors></Response>`,
    );
}

/** Any other body, such as a proxy's. */
export function page(status: number, body: string): Answer {
  return (response) => response.writeHead(status, { 'content-type': 'text/html' }).end(body);
}

/** Closes the connection instead of answering. */
export const hangUp: Answer = (response) => void response.socket?.destroy();

/** Never answers. */
export const silence: Answer = () => undefined;

/** Begins an answer, and never ends it. */
export const trickle: Answer = (response) => void response.writeHead(200, { 'content-type': 'text/xml' }).write('<a>');

function xml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': 'request-1' }).end(body);
}

/** A clock on which every wait is over at once, and remembered. */
export class HastyClock implements Clock {
  readonly waits: number[] = [];
  #now: number;

  constructor(start = 0) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    this.waits.push(ms);
    this.#now += ms;
    return Promise.resolve();
  }
}

/** The ports on such an endpoint, with made-up credentials in the environment. */
export function openTestAws(url: string, options: Partial<AwsOptions> = {}): Promise<Aws> {
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIDEXAMPLE';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'example';
  return openAws({ clock: new HastyClock(), region: 'ap-northeast-2', endpoint: url, limits: 'none', ...options });
}

import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Listener } from '../elbv2/state.ts';

/** An answer that a load balancer gives by itself. */
export interface OwnAnswer {
  readonly listener: Listener;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function give(response: ServerResponse, { listener, status, headers, body = '' }: OwnAnswer): void {
  const own = { server: 'awselb/2.0', 'content-length': Buffer.byteLength(body), ...headers };
  response.writeHead(status, answerHeaders(listener, own));
  response.end(body);
}

/** The answer where there is nobody to get one from, with the reason, which AWS keeps to itself. */
export function failure(listener: Listener, status: 502 | 503, why: string): OwnAnswer {
  const name = status === 502 ? 'Bad Gateway' : 'Service Unavailable';
  return { listener, status, headers: { 'content-type': 'text/plain' }, body: `${status} ${name}: ${why}\n` };
}

/** An answer's headers with what the listener's attributes add to them, replace and take away. */
export function answerHeaders({ attributes }: Listener, headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const answered = { ...headers };
  if (attributes.get('routing.http.response.server.enabled') === 'false') delete answered['server'];
  for (const [key, value] of attributes) {
    const name = /^routing\.http\.response\.(\w+)\.header_value$/.exec(key)?.[1];
    if (name !== undefined && value !== '') answered[name.replaceAll('_', '-')] = value;
  }
  return answered;
}

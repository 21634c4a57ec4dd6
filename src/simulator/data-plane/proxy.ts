import { type IncomingMessage, type OutgoingHttpHeaders, request as ask, type ServerResponse } from 'node:http';
import { attributeValue } from '../elbv2/attributes.ts';
import { loadBalancerAttributes } from '../elbv2/load-balancer-attributes.ts';
import { answerHeaders, failure, give } from './answers.ts';
import type { Passage } from './route.ts';

/** These belong to one connection, not to the request or the answer. */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade', 'expect']);

/** Streams a request to the server that stands in for its target, and the answer back. */
export function pass(request: IncomingMessage, response: ServerResponse, origin: string, passage: Passage): void {
  // A connection of its own: one kept open might be closed by the server at the moment of reuse.
  const upstream = ask(new URL(origin), {
    agent: false,
    method: request.method ?? 'GET',
    path: passage.url,
    headers: requestHeaders(request, passage),
  });
  upstream.on('response', (answer) => {
    const { 'transfer-encoding': _framing, ...headers } = endToEnd(answer.headersDistinct);
    if (passage.cookies.length > 0)
      headers['set-cookie'] = [...(answer.headers['set-cookie'] ?? []), ...passage.cookies];
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answerHeaders(passage.listener, headers));
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  upstream.on('error', (error) => {
    // Read to its end, or the connection could not carry the next request.
    request.resume();
    if (response.headersSent) response.destroy();
    else give(response, failure(passage.listener, 502, `the server at ${origin} failed: ${error.message}`));
  });
  request.pipe(upstream);
  response.on('close', () => upstream.destroy());
}

function requestHeaders(request: IncomingMessage, passage: Passage): OutgoingHttpHeaders {
  const headers = endToEnd(request.headersDistinct);
  const { loadBalancer, listener, host } = passage;
  const port = /:\d+$/.exec(request.headers.host ?? '')?.[0] ?? '';
  if (request.headers.host !== undefined) headers['host'] = `${host}${port}`;
  if (loadBalancer.type !== 'application') return headers;
  headers['x-forwarded-proto'] = [(listener.protocol ?? 'HTTP').toLowerCase()];
  headers['x-forwarded-port'] = [String(listener.port)];
  const mode = attributeValue(loadBalancerAttributes, loadBalancer, 'routing.http.xff_header_processing.mode');
  const before = request.headersDistinct['x-forwarded-for'] ?? [];
  if (mode === 'remove') delete headers['x-forwarded-for'];
  if (mode === 'append') headers['x-forwarded-for'] = [[...before, request.socket.remoteAddress].join(', ')];
  return headers;
}

function endToEnd(headers: NodeJS.Dict<string[]>): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}

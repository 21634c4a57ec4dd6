import type { IncomingMessage } from 'node:http';

/** A request, as the rules of a listener see it. */
export interface Asked {
  readonly method: string;
  /** As the client named it, without a port. */
  readonly host: string;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  /** By lower-case name, each with its values in order. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly sourceIp: string;
}

export function readRequest(request: IncomingMessage): Asked {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: request.method ?? 'GET',
    host: (request.headers.host ?? '').replace(/:\d+$/, ''),
    path: mark === -1 ? url : url.slice(0, mark),
    query: mark === -1 ? '' : url.slice(mark + 1),
    headers: request.headersDistinct,
    sourceIp: request.socket.remoteAddress ?? '',
  };
}

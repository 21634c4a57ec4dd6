import { keyOf } from '../elbv2/targets.ts';
import { listenOnLoopback, type Loopback } from '../loopback.ts';
import type { Endpoint } from './origins.ts';

/** A server for each target that has none, which says who it stands in for. */
export class StandIns {
  readonly #servers = new Map<string, Promise<Loopback>>();

  async originOf(target: Endpoint): Promise<string> {
    const key = keyOf(target);
    const server = this.#servers.get(key) ?? standInFor(target);
    this.#servers.set(key, server);
    return (await server).url;
  }

  async close(): Promise<void> {
    const servers = await Promise.all(this.#servers.values());
    await Promise.all(servers.map((server) => server.close()));
  }
}

function standInFor({ id, port }: Endpoint): Promise<Loopback> {
  const who = port === undefined ? id : `${id} on port ${port}`;
  return listenOnLoopback((request, response) => {
    response.setHeader('content-type', 'text/plain');
    response.end(`${request.method} ${request.url} came to ${who}\n`);
  });
}

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

const HOST = '127.0.0.1';

/** An HTTP server that only this machine can reach. */
export interface Loopback {
  readonly url: string;
  readonly port: number;
  /** Stops listening and cuts open connections. */
  readonly close: () => Promise<void>;
}

/** Listens on the port, or on any free one for 0. */
export async function listenOnLoopback(handle: RequestListener, port = 0): Promise<Loopback> {
  const server = createServer(handle);
  // Clients keep idle connections for reuse; closing one at the moment of reuse would look like a network fault.
  server.keepAliveTimeout = 0;
  server.listen(port, HOST);
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${HOST}:${actual}`,
    port: actual,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { appOf, type AppOptions } from '../app.ts';
import { ConnectionLimit } from './connection-limit.ts';
import { wrongInput } from '../../../core/errors.ts';
import { demandSecrets, parseListen } from './listen.ts';
import { Broadcast, MOST_CLIENTS } from '../api/stream.ts';

export interface ServeOptions extends AppOptions {
  /** `127.0.0.1:8080`; port 0 takes a free one. */
  readonly listen: string;
  readonly patience?: Patience;
  /** As many connections as are open at once. */
  readonly most?: number;
}

/** Time-outs of a client, in milliseconds. */
export interface Patience {
  /** To say what they want. */
  readonly headersTimeout: number;
  /** To send all of it. */
  readonly requestTimeout: number;
  /** How often these two are looked at. */
  readonly connectionsCheckingInterval: number;
  /** Without a byte either way: of who does not read, what they asked for must not be kept for ever. */
  readonly silence: number;
}

/** What is listening. */
export interface Served {
  readonly url: string;
  /** Ends every connection, those that listen for changes too. */
  close(): Promise<void>;
}

/** Enough for everybody who listens and as many passers-by; who connects and says nothing must not use up the sockets. */
const mostConnections = 2 * MOST_CLIENTS;

/** Who listens for changes hears something every 15 s. */
const usualPatience: Patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  silence: 60_000,
};

/** Serves the API and the page. Refuses to where anybody could reach it and no token is set. */
export async function serve({
  listen,
  patience = usualPatience,
  most = mostConnections,
  ...options
}: ServeOptions): Promise<Served> {
  const address = parseListen(listen);
  demandSecrets(address, options);
  options.metrics.show(options);
  const broadcast = new Broadcast(options);
  const { fetch } = appOf(options, broadcast, address.isLoopback);
  const connections = new ConnectionLimit(most);
  const server = createServer(patience, (incoming, outgoing) => {
    connections.ask(incoming.socket, outgoing);
    void answerTo(incoming, outgoing);
  });
  const answerTo = getRequestListener(fetch, { overrideGlobalObjects: false });
  server.on('connection', (socket: Socket) => connections.enter(socket));
  server.setTimeout(patience.silence);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: Error) => {
      reject(
        wrongInput(
          `can't listen on ${listen}: ${cause.message}`,
          'stop what listens there, or pass another --listen',
          cause,
        ),
      );
    });
    server.listen(address.port, address.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    url: `http://${host}:${port}`,
    close() {
      broadcast.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Everybody who is connected, of whom there are never more than so many. Who comes is always let in, since it may be what
 * asks whether the daemon lives: whoever has said nothing for the longest time leaves, then whoever is still being
 * answered. Who listens for changes stays: of those there are only so many by themselves.
 */
export class ConnectionLimit {
  readonly #most: number;
  /** The eldest first; with what they are being answered, while they are. */
  readonly #connections = new Map<Socket, ServerResponse | undefined>();

  constructor(most: number) {
    this.#most = most;
  }

  enter(socket: Socket): void {
    if (this.#connections.size >= this.#most) this.#leaving()?.destroy();
    this.#connections.set(socket, undefined);
    socket.once('close', () => this.#connections.delete(socket));
  }

  /** A request of this connection is being answered. */
  ask(socket: Socket, response: ServerResponse): void {
    this.#connections.set(socket, response);
    response.once('close', () => {
      if (this.#connections.get(socket) !== response) return;
      // A connection that was just used is the last of the idle ones to be closed.
      this.#connections.delete(socket);
      this.#connections.set(socket, undefined);
    });
  }

  #leaving(): Socket | undefined {
    const connections = [...this.#connections].filter(([socket]) => !socket.destroyed);
    const [leaving] =
      connections.find(([, response]) => response === undefined) ??
      connections.find(
        ([, response]) => response?.getHeader('content-type')?.toString().startsWith('text/event-stream') !== true,
      ) ??
      [];
    return leaving;
  }
}

import type { Listener } from '../elbv2/state.ts';
import type { Loopback } from '../loopback.ts';
import type { World } from '../world.ts';

/** A listener of a simulated load balancer, and the address that answers as it does. */
export interface OpenListener {
  readonly loadBalancer: string;
  readonly port: number;
  readonly url: string;
}

type OpenDoor = (world: World, listener: Listener, port: number) => Promise<Loopback>;

/** Keeps a door open for each listener that stands, and tells of each as it opens. */
export class Followed {
  readonly #open: OpenDoor;
  readonly #onOpen: (listener: OpenListener) => void;
  readonly #doors = new Map<string, Promise<Loopback>>();

  constructor(open: OpenDoor, onOpen: (listener: OpenListener) => void) {
    this.#open = open;
    this.#onOpen = onOpen;
  }

  /** Opens what has appeared, and closes what is gone. */
  async look(worlds: Iterable<World>): Promise<void> {
    const standing = new Set<string>();
    const moves: Promise<void>[] = [];
    for (const world of worlds) {
      for (const listener of world.elbv2.listeners.values()) {
        if (listener.port === undefined) continue;
        const key = `${listener.loadBalancerArn} ${listener.port}`;
        standing.add(key);
        if (!this.#doors.has(key)) moves.push(this.#appear(key, world, { listener, port: listener.port }));
      }
    }
    for (const [key, door] of this.#doors) if (!standing.has(key)) moves.push(this.#vanish(key, door));
    await Promise.all(moves);
  }

  async #appear(key: string, world: World, { listener, port }: { listener: Listener; port: number }): Promise<void> {
    const door = this.#open(world, listener, port);
    this.#doors.set(key, door);
    const { url } = await door;
    const name = world.elbv2.loadBalancers.get(listener.loadBalancerArn)?.name ?? listener.loadBalancerArn;
    this.#onOpen({ loadBalancer: name, port, url });
  }

  async #vanish(key: string, door: Promise<Loopback>): Promise<void> {
    this.#doors.delete(key);
    await (await door).close();
  }
}

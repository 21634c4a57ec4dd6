import type { IncomingMessage, ServerResponse } from 'node:http';
import { advance } from '../advance.ts';
import { DEFAULT_REGION } from '../caller.ts';
import { DEFAULT_ACCOUNT } from '../identity.ts';
import type { LoadBalancer } from '../elbv2/state.ts';
import { listenOnLoopback, type Loopback } from '../loopback.ts';
import type { World } from '../world.ts';
import type { Worlds } from '../worlds.ts';
import { failure, give } from './answers.ts';
import { Followed, type OpenListener } from './followed.ts';
import { type Endpoint, type FindOrigin, Origins } from './origins.ts';
import { pass } from './proxy.ts';
import { readRequest } from './request.ts';
import { route } from './route.ts';
import { StandIns } from './stand-ins.ts';
import { Turns } from './turns.ts';

/** Whose load balancer it is; the simulator's first account and region, where nothing is said. */
interface ListensAt {
  readonly account?: string;
  readonly region?: string;
}

/** Takes requests as the simulated load balancers would, and hands them to local servers that stand in for targets. */
export interface DataPlane {
  /**
   * Opens an address that answers as the load balancer (its name, DNS name or ARN) does on a port, whether it stands
   * yet or not: where nothing would listen, connections are cut. Plain HTTP, for HTTPS listeners too. A network load
   * balancer is taken request by request, not connection by connection.
   */
  open(loadBalancer: string, port: number, place?: ListensAt): Promise<Loopback>;
  /** Lets a server stand in for a target, in every group that it is registered in. A target without one answers 502. */
  serve(target: Endpoint, origin: string): void;
  /** Asked about targets that `serve` was told nothing of, as those are that come and go by themselves. */
  resolveBy(find: FindOrigin): void;
  /** Lets a server of its own stand in for every other target, which answers by naming the target. */
  nameTargets(): void;
  /** Opens an address for each listener as it appears, tells of it, and closes it when the listener goes. */
  follow(onOpen: (listener: OpenListener) => void): void;
  /** Looks for listeners to follow; to be called when there may be others than before. */
  look(): Promise<void>;
  close(): Promise<void>;
}

export function createDataPlane(worlds: Worlds): DataPlane {
  const origins = new Origins();
  const turns = new Turns();
  const standIns = new StandIns();
  const doors = new Set<Loopback>();
  let followed: Followed | undefined;

  async function open(
    loadBalancer: string,
    port: number,
    { account = DEFAULT_ACCOUNT, region = DEFAULT_REGION }: ListensAt = {},
  ): Promise<Loopback> {
    const door = await listenOnLoopback((request, response) => {
      const world = worlds.get(account, region);
      take(request, response, { world, loadBalancer, port, origins, turns }).catch((error: unknown) => {
        // A fault of the simulator's own: told in full, since whoever meets it has to mend it.
        response.writeHead(500, { 'content-type': 'text/plain' });
        response.end(`The simulator failed: ${String(error)}\n`);
      });
    });
    const opened = { ...door, close };
    doors.add(opened);
    return opened;

    async function close(): Promise<void> {
      if (doors.delete(opened)) await door.close();
    }
  }

  return {
    open,
    serve: (target, origin) => origins.serve(target, origin),
    resolveBy: (find) => origins.resolveBy(find),
    nameTargets: () => origins.resolveBy((target) => standIns.originOf(target)),
    follow(onOpen) {
      followed = new Followed((world, { loadBalancerArn }, port) => open(loadBalancerArn, port, world), onOpen);
    },
    async look() {
      await followed?.look(worlds.all());
    },
    async close() {
      await Promise.all([...Array.from(doors, (door) => door.close()), standIns.close()]);
    },
  };
}

interface At {
  readonly world: World;
  readonly loadBalancer: string;
  readonly port: number;
  readonly origins: Origins;
  readonly turns: Turns;
}

async function take(request: IncomingMessage, response: ServerResponse, at: At): Promise<void> {
  const { world, port, origins, turns } = at;
  advance(world);
  const loadBalancer = loadBalancerCalled(world, at.loadBalancer);
  const way = route(world, { loadBalancer, port }, readRequest(request), turns);
  if (way === 'nobody') {
    response.destroy();
    return;
  }
  if (!('target' in way)) {
    give(response, way);
    return;
  }
  const { target, group, listener } = way;
  const origin = await origins.of(target, group);
  if (origin !== undefined) pass(request, response, origin, way);
  else give(response, failure(listener, 502, `nobody stands in for ${target.id} on port ${target.port}`));
}

function loadBalancerCalled(world: World, wanted: string): LoadBalancer | undefined {
  return [...world.elbv2.loadBalancers.values()].find(({ arn, name, dnsName }) =>
    [arn, name, dnsName].includes(wanted),
  );
}

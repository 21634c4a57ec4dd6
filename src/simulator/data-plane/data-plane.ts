import type { IncomingMessage, ServerResponse } from 'node:http';
import { advance } from '../advance.ts';
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from '../caller.ts';
import type { LoadBalancer } from '../elbv2/state.ts';
import { listenOnLoopback, type Loopback } from '../loopback.ts';
import type { World } from '../world.ts';
import { type Endpoint, type FindOrigin, Origins } from './origins.ts';
import { badGateway, pass } from './proxy.ts';
import { readRequest } from './request.ts';
import { type OwnAnswer, route } from './route.ts';
import { Turns } from './turns.ts';

/** Whose load balancer it is; the simulator's first account and region, where nothing is said. */
interface Place {
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
  open(loadBalancer: string, port: number, place?: Place): Promise<Loopback>;
  /** Lets a server stand in for a target, in every group that it is registered in. A target without one answers 502. */
  serve(target: Endpoint, origin: string): void;
  /** Asked about targets that `serve` was told nothing of, as those are that come and go by themselves. */
  resolveBy(find: FindOrigin): void;
  close(): Promise<void>;
}

export function createDataPlane(worldOf: (account: string, region: string) => World): DataPlane {
  const origins = new Origins();
  const turns = new Turns();
  const doors = new Set<Loopback>();
  return {
    async open(loadBalancer, port, { account = DEFAULT_ACCOUNT, region = DEFAULT_REGION } = {}) {
      const door = await listenOnLoopback((request, response) => {
        const world = worldOf(account, region);
        take(request, response, { world, loadBalancer, port, origins, turns }).catch((error: unknown) => {
          // A fault of the simulator's own: told in full, since whoever meets it has to mend it.
          answer(response, { status: 500, body: `The simulator failed: ${String(error)}` });
        });
      });
      const opened = { ...door, close };
      doors.add(opened);
      return opened;

      async function close(): Promise<void> {
        if (doors.delete(opened)) await door.close();
      }
    },
    serve: (target, origin) => origins.serve(target, origin),
    resolveBy: (find) => origins.resolveBy(find),
    async close() {
      await Promise.all(Array.from(doors, (door) => door.close()));
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
    answer(response, way);
    return;
  }
  const { target, group } = way;
  const origin = await origins.of(target, group);
  if (origin === undefined) badGateway(response, `nobody stands in for ${target.id} on port ${target.port}`);
  else pass(request, response, origin, way);
}

function loadBalancerCalled(world: World, wanted: string): LoadBalancer | undefined {
  return [...world.elbv2.loadBalancers.values()].find(({ arn, name, dnsName }) =>
    [arn, name, dnsName].includes(wanted),
  );
}

function answer(response: ServerResponse, { status, headers, body = '' }: OwnAnswer): void {
  response.writeHead(status, { server: 'awselb/2.0', 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

import { once } from 'node:events';
import { type Agent, createServer, type IncomingHttpHeaders, request, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Action, RuleCondition, RuleTransform } from '@aws-sdk/client-elastic-load-balancing-v2';
import { onTestFinished } from 'vitest';
import { ManualClock } from '../../../src/core/clock.ts';
import { createRule } from '../../../src/simulator/elbv2/rules.ts';
import { registerTargets } from '../../../src/simulator/elbv2/targets.ts';
import { startSimulator } from '../../../src/simulator/server.ts';
import type { Settings } from '../../../src/simulator/world.ts';
import { breakGround, must } from '../elbv2/ground.ts';

/** A load balancer `web` with an HTTP listener on port 80 and a group of nothing yet, and an address that answers as it does. */
export async function openWeb(settings: Partial<Settings> = {}) {
  const clock = new ManualClock();
  const atOnce = { provisioningMs: 0, initialHealthMs: 0, drainingMs: 10_000, ...settings };
  const simulator = await startSimulator({ clock, settings: atOnce });
  onTestFinished(() => simulator.close());
  const ground = breakGround(clock, simulator.world());
  const groupArn = ground.targetGroup('pages');
  const web = ground.loadBalancer('web');
  const listenerArn = ground.listener(web.LoadBalancerArn, groupArn);
  const door = await simulator.dataPlane.open('web', 80);
  const { dataPlane } = simulator;
  return {
    ...ground,
    simulator,
    dataPlane,
    web,
    groupArn,
    listenerArn,
    door,
    /** Starts a server, registers an instance that it stands in for, and gives the instance's id. */
    page: async (name: string, TargetGroupArn = groupArn, handle: RequestListener = saying(name)) => {
      const { instanceId: Id } = ground.instance();
      registerTargets({ TargetGroupArn, Targets: [{ Id }] }, ground.call);
      dataPlane.serve({ id: Id, port: 80 }, await serve(handle));
      return Id;
    },
    rule: (Priority: number, condition: RuleCondition, action: Partial<Action>, Transforms?: RuleTransform[]) => {
      const Actions = [{ Type: 'forward' as const, ...action }];
      const input = { ListenerArn: listenerArn, Priority, Conditions: [condition], Actions, Transforms };
      return must(createRule(input, ground.call).Rules?.[0]?.RuleArn);
    },
    ask: (path = '/', options: Question = {}) => askAt(door.url, path, options),
  };
}

/** A rule's action that says a word. */
export function say(MessageBody: string): Partial<Action> {
  return { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody } };
}

/** A server for the length of the test. */
export async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function saying(name: string): RequestListener {
  return (_request, response) => response.end(name);
}

interface Question {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly agent?: Agent;
  /** Where the client is to come from. */
  readonly localAddress?: string;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export async function askAt(origin: string, path: string, { body, ...options }: Question = {}): Promise<Answer> {
  const outgoing = request(`${origin}${path}`, { agent: false, ...options });
  outgoing.end(body);
  const [incoming] = await once(outgoing, 'response');
  return { status: incoming.statusCode, headers: incoming.headers, text: await text(incoming) };
}

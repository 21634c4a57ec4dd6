import pLimit from 'p-limit';
import { expect, it } from 'vitest';
import type { Connection } from '../../src/aws/call.ts';
import { connect, transport, type ClientModule } from '../../src/aws/connection.ts';
import type { Service } from '../../src/aws/operations.ts';
import { load } from '../../src/engine/load.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { HastyClock } from '../aws/endpoint.ts';
import { systems } from '../scenarios/systems.ts';
import { REGION } from './clients.ts';
import { controllerOn, nothing } from './controller.ts';
import { fixtureNamed } from './fixtures.ts';
import { manifestsOf } from './folders.ts';
import { inProcess } from './in-process.ts';

const clients: Readonly<Record<Service, () => Promise<ClientModule<never>>>> = {
  acm: () => import('../../src/aws/clients/acm.ts'),
  applicationAutoScaling: () => import('../../src/aws/clients/application-auto-scaling.ts'),
  autoScaling: () => import('../../src/aws/clients/auto-scaling.ts'),
  cloudTrail: () => import('../../src/aws/clients/cloudtrail.ts'),
  ec2: () => import('../../src/aws/clients/ec2.ts'),
  ecs: () => import('../../src/aws/clients/ecs.ts'),
  elbv2: () => import('../../src/aws/clients/elbv2.ts'),
  s3: () => import('../../src/aws/clients/s3.ts'),
  sqs: () => import('../../src/aws/clients/sqs.ts'),
  sts: () => import('../../src/aws/clients/sts.ts'),
  tagging: () => import('../../src/aws/clients/tagging.ts'),
};

const TIMEOUT_MS = 30_000;

async function overTheWire(url: string, service: Service): Promise<Connection> {
  const config = {
    region: REGION,
    endpoint: url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: transport(TIMEOUT_MS),
  };
  return connect(await clients[service](), config as never, TIMEOUT_MS);
}

interface Refused {
  readonly code: string;
  readonly fault: string | undefined;
  readonly message: string;
  readonly status: number | undefined;
}

type Ending = { readonly output: object } | { readonly refused: Refused };

async function endingOf(connection: Connection, operation: string, input: object): Promise<Ending> {
  try {
    return { output: await connection.send(operation, input, () => undefined) };
  } catch (thrown) {
    const error = thrown as Error & {
      Code?: string;
      code?: string;
      $fault?: string;
      $metadata?: { httpStatusCode?: number };
    };
    const code = error.Code ?? error.code ?? error.name;
    const status = error.$fault === undefined ? undefined : error.$metadata?.httpStatusCode;
    return { refused: { code, fault: error.$fault, message: error.message, status } };
  }
}

/** Every call goes both ways, one call after the other, to two simulators that are alike. */
function bothWays(wired: Simulator, direct: Simulator, seen: string[]): (service: Service) => Connection {
  const oneAtATime = pLimit(1);
  return (service) => {
    const wire = overTheWire(wired.url, service);
    const short = inProcess(direct)(service);
    return {
      endpoint: () => wired.url,
      distrust: () => undefined,
      send: (operation, input, beforeItLeaves) =>
        oneAtATime(async () => {
          beforeItLeaves();
          const expected = await endingOf(await wire, operation, input);
          expect(await endingOf(short, operation, input), `${service} ${operation} ${JSON.stringify(input)}`).toEqual(
            expected,
          );
          seen.push('output' in expected ? operation : expected.refused.code);
          if ('output' in expected) return expected.output;
          const { code, fault, message, status } = expected.refused;
          throw Object.assign(new Error(message), {
            name: code,
            code,
            ...(fault === undefined ? {} : { $fault: fault, $metadata: { httpStatusCode: status } }),
          });
        }),
    };
  };
}

it.each(systems)(
  'gives for $folder what the wire gives, refusals and lost answers too',
  async ({ folder, fixture }) => {
    const clock = new HastyClock();
    const options = { clock, fixture: fixtureNamed(fixture) };
    const [wired, direct] = await Promise.all([startSimulator(options), startSimulator(options)]);
    const seen: string[] = [];
    try {
      const controller = await controllerOn({ url: wired.url, clock, connect: bothWays(wired, direct, seen) });
      for (const { faults } of [wired, direct]) {
        faults.set([
          { kind: 'throttle', probability: 0.05 },
          { kind: 'error-500', probability: 0.02 },
          { kind: 'drop-after', probability: 0.02 },
          { kind: 'access-denied', probability: 0.02, action: 'Describe.*' },
        ]);
      }
      const loaded = await load(manifestsOf(folder), {});
      await controller.run(loaded);
      for (const { faults } of [wired, direct]) faults.clear();
      expect((await controller.run(loaded)).ending).toBe('converged');
      expect((await controller.run(nothing)).ending).toBe('converged');
      expect(seen).toContain('ECONNRESET');
      expect(wired.journal.entries().map(({ action }) => action)).toEqual(
        expect.arrayContaining(['CreateLoadBalancer', 'DeleteLoadBalancer']),
      );
    } finally {
      await Promise.all([wired.close(), direct.close()]);
    }
  },
);

import { once } from 'node:events';
import { wrongInput } from '../../core/errors.ts';
import { formatProblem } from '../../core/problem.ts';
import { DEFAULT_REGION } from '../../simulator/caller.ts';
import { demoGround } from '../../simulator/demo-ground.ts';
import { type EventOptions, readEventOptions } from '../../simulator/events/event-options.ts';
import { readFixture } from '../../simulator/fixture-shape.ts';
import { mergeFixtures, type Fixture } from '../../simulator/fixture.ts';
import type { Simulator } from '../../simulator/server.ts';
import { readDocuments } from '../../source/read-file.ts';
import type { CommonOptions } from '../options.ts';
import type { Session } from '../process/session.ts';

interface SimulatorOptions extends CommonOptions {
  readonly port: number;
  readonly fixture?: readonly string[];
  readonly demo?: boolean;
  readonly seed: number;
  /** In milliseconds. */
  readonly provisioning: number;
  readonly dataPlane?: boolean;
  readonly limits?: 'aws';
  readonly neighbour?: number;
  readonly eventsTo?: string;
  readonly eventDelay?: number;
  readonly eventSpread?: number;
  readonly eventDuplicates?: number;
  readonly eventLoss?: number;
  readonly trailDelay?: number;
}

export async function simulator({ options, print, say }: Session<SimulatorOptions>): Promise<number> {
  const fixtures = await Promise.all((options.fixture ?? []).map(readFixtureFile));
  const ground = options.demo === true ? [demoGround] : [];
  const running = await start(options, mergeFixtures([...ground, ...fixtures]));
  print(guide(running.url));
  if (options.dataPlane === true) {
    running.dataPlane.nameTargets();
    running.dataPlane.follow(({ loadBalancer, port, url }) =>
      print(`${url} answers as ${loadBalancer} on port ${port}`),
    );
  }
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  say('info', `\nanswered ${running.journal.count()} calls`);
  await running.close();
  return 0;
}

function guide(url: string): string {
  return `AWS, simulated: ${url}  (until Ctrl-C)

In another terminal:
  export AWS_ENDPOINT_URL=${url}
  evenkeel plan

For the AWS CLI and other tools, too:
  export AWS_DEFAULT_REGION=${DEFAULT_REGION} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
  aws elbv2 describe-load-balancers
`;
}

/** What was said of events, and nothing of what was not. */
function eventsOf(options: SimulatorOptions): EventOptions {
  const said = {
    queue: options.eventsTo,
    delayMs: options.eventDelay,
    spreadMs: options.eventSpread,
    duplicates: options.eventDuplicates,
    loss: options.eventLoss,
    trailDelayMs: options.trailDelay,
  };
  return readEventOptions(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)));
}

async function start(options: SimulatorOptions, fixture: Fixture): Promise<Simulator> {
  const { port, seed, provisioning, limits, neighbour } = options;
  // Loaded here and not above, for it is built apart from the rest.
  const { startSimulator } = await import('../../simulator/server.ts');
  try {
    return await startSimulator({
      port,
      seed,
      fixture,
      settings: { provisioningMs: provisioning },
      events: eventsOf(options),
      ...(limits === undefined ? {} : { limits }),
      ...(neighbour === undefined ? {} : { neighbour }),
    });
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const taken = 'code' in cause && cause.code === 'EADDRINUSE';
    throw taken
      ? wrongInput(
          `port ${port} is already in use`,
          'choose another port with --port, or any free one with --port 0',
          cause,
        )
      : wrongInput(cause.message, undefined, cause);
  }
}

async function readFixtureFile(file: string): Promise<Fixture> {
  const { documents, problems } = await readDocuments(file);
  const [problem] = problems;
  if (problem !== undefined) throw wrongInput(formatProblem(problem));
  const [document, second] = documents;
  if (document === undefined || second !== undefined) throw wrongInput(`${file}: a fixture is one document`);
  try {
    return readFixture(document.value);
  } catch (cause) {
    throw wrongInput(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

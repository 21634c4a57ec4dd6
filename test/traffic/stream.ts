import { onTestFinished } from 'vitest';
import type { TargetGroup } from '../../src/simulator/elbv2/state.ts';
import { listenOnLoopback } from '../../src/simulator/loopback.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import type { Settings, World } from '../../src/simulator/world.ts';
import { HastyClock } from '../aws/endpoint.ts';
import { askAt } from '../simulator/data-plane/ground.ts';
import { sdkOn, type Sdk } from '../support/clients.ts';
import { type Controller, controllerOn } from '../support/controller.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { inProcess } from '../support/in-process.ts';

/** What the clients met while something was done. */
interface Seen<Result> {
  readonly result: Result;
  /** What came where it was not the 200 of a target's server: each kind once, with when it first came, and how often. */
  readonly failures: readonly string[];
  /** Who answered before it began, in between, and once it was done; each once. */
  readonly before: readonly string[];
  readonly between: readonly string[];
  readonly after: readonly string[];
}

/** A load balancer whose clients never pause. */
export interface Stream {
  readonly simulator: Simulator;
  readonly world: World;
  readonly controller: Controller;
  readonly sdk: Sdk;
  /** The names of those whose servers run and do not do what they should. */
  readonly sick: Set<string>;
  /** Does something under the stream of requests. */
  during<Result>(work: () => Promise<Result>): Promise<Seen<Result>>;
}

interface Question {
  /** Where the system is described that stands beforehand. */
  readonly fixture: string;
  readonly loadBalancer: string;
  /** Asked for in turn. */
  readonly paths?: readonly string[];
  readonly settings?: Partial<Settings>;
  /** How often they ask, in the clock's time. */
  readonly stepMs?: number;
}

const PORT = 80;
/** As many at each step as meet a broken one of a few targets soon. */
const AT_ONCE = 3;
/** Long enough that every stage of a change is met by many requests. */
const pace: Partial<Settings> = {
  initialHealthMs: 8000,
  drainingMs: 5000,
  taskStartMs: 3000,
  taskStopMs: 2000,
  instanceStartMs: 4000,
  warmupMs: 3000,
};

/**
 * Opens an account and the door of its load balancer. Clients ask at every step of the clock's time and before every AWS
 * call. A server answers by its target's name for as long as the task or the instance behind the target runs.
 */
export async function openStream({
  fixture,
  loadBalancer,
  paths = ['/'],
  settings,
  stepMs = 500,
}: Question): Promise<Stream> {
  const clock = new SteppedClock(stepMs);
  const simulator = await startSimulator({
    clock,
    fixture: fixtureNamed(fixture),
    settings: { ...pace, ...settings },
  });
  onTestFinished(() => simulator.close());
  const world = simulator.world();
  const sick = new Set<string>();
  const origins = new Map<string, string>();
  simulator.dataPlane.resolveBy(async (target) => {
    const name = nameOf(world, target.id, target.port);
    if (name === undefined || sick.has(name)) return undefined;
    const origin = origins.get(name) ?? (await serverOf(name));
    origins.set(name, origin);
    return origin;
  });
  const { url: door } = await simulator.dataPlane.open(loadBalancer, PORT);
  // Each call first waits for the clock, which is when the clients ask.
  simulator.faults.add({ kind: 'latency', ms: 1 });

  async function ask(failures: Map<string, number[]>, names: Set<string>): Promise<void> {
    const asked = paths.flatMap((path) => Array.from({ length: AT_ONCE }, () => path));
    await Promise.all(
      asked.map(async (path) => {
        const at = clock.now();
        const { status, text, headers } = await askAt(door, path).catch((error: unknown) => ({
          status: 0,
          text: String(error),
          headers: {},
        }));
        if (status === 200 && 'x-target' in headers) names.add(text);
        else {
          const what = `${path}: ${status} ${text.trim()}`;
          failures.set(what, [...(failures.get(what) ?? []), at]);
        }
      }),
    );
  }

  return {
    simulator,
    world,
    sick,
    sdk: sdkOn(simulator.url),
    controller: await controllerOn({ url: simulator.url, clock, connect: inProcess(simulator) }),
    async during(work) {
      const failures = new Map<string, number[]>();
      const [before, between, after] = [new Set<string>(), new Set<string>(), new Set<string>()];
      for (let turn = 0; turn < AT_ONCE; turn += 1) await ask(failures, before);
      clock.atEachStep = () => ask(failures, between);
      const result = await work();
      clock.atEachStep = () => ask(failures, after);
      await clock.sleep(AT_ONCE * stepMs);
      clock.atEachStep = undefined;
      const named = (names: Set<string>): string[] => [...names].toSorted();
      const described = Array.from(failures, ([what, times]) => `${what} (at ${times[0]} ms, ${times.length} times)`);
      return { result, failures: described, before: named(before), between: named(between), after: named(after) };
    },
  };
}

/** A clock on which nobody waits, and which goes by in steps, so that something can be done at each. */
class SteppedClock extends HastyClock {
  atEachStep: (() => Promise<void>) | undefined;
  readonly #stepMs: number;

  constructor(stepMs: number) {
    super();
    this.#stepMs = stepMs;
  }

  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const until = this.now() + ms;
    // Others who wait at the same time let it go by too.
    while (this.now() < until) {
      await super.sleep(Math.min(this.#stepMs, until - this.now()), signal);
      await this.atEachStep?.();
    }
  }
}

/** Who stands behind a target: the task's revision, or the instance's name or its template's version; nobody, once it has ended. */
function nameOf(world: World, id: string, port: TargetGroup['port']): string | undefined {
  const instance = world.ec2.instances.get(id);
  if (instance !== undefined) {
    if (instance.state !== 'running') return undefined;
    const version = instance.tags.get('aws:ec2launchtemplate:version');
    return version === undefined ? `${instance.tags.get('Name')}:${port}` : `version ${version}:${port}`;
  }
  const task = [...world.ecs.tasks.values()].find(
    ({ address, lastStatus }) => address === id && (lastStatus === 'RUNNING' || lastStatus === 'DEACTIVATING'),
  );
  const service = task && world.ecs.services.get(task.serviceArn);
  const definition = task && service?.revisions.get(task.revisionArn)?.deployable.taskDefinition;
  return definition?.slice(definition.lastIndexOf('/') + 1);
}

async function serverOf(name: string): Promise<string> {
  const server = await listenOnLoopback((_request, response) => {
    response.setHeader('x-target', 'yes');
    response.end(name);
  });
  onTestFinished(() => server.close());
  return server.url;
}

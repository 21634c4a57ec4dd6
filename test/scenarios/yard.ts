import { afterAll, beforeEach } from 'vitest';
import { setInstanceState } from '../../src/simulator/ec2/instances.ts';
import type { Instance, InstanceState } from '../../src/simulator/ec2/state.ts';
import type { Fixture } from '../../src/simulator/fixture.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { type Controller, controllerOn } from '../support/controller.ts';
import { type Account, simulatorEmulator } from '../support/simulated.ts';
import { folderOf } from '../support/folders.ts';
import { Hand } from './hand.ts';

const subnets = [
  { name: 'a', zone: 'a', cidr: '10.0.0.0/24', public: true },
  { name: 'c', zone: 'c', cidr: '10.0.1.0/24', public: true },
];
const pages = { subnet: 'a', tags: { Role: 'page' } };

const fixture: Fixture = {
  regions: {
    'ap-northeast-2': {
      vpcs: [{ name: 'yard', cidr: '10.0.0.0/16', internetGateway: true, subnets }],
      instances: [
        { name: 'one', ...pages },
        { name: 'two', ...pages },
        { name: 'asleep', ...pages, state: 'stopped' },
        { name: 'other', subnet: 'c' },
        { name: 'twin', subnet: 'a' },
        { name: 'twin', subnet: 'c' },
      ],
      images: [{ name: 'image' }],
      functions: [{ name: 'shut', permitsLoadBalancers: false }],
    },
  },
};

/** For each test of a file, an account with a handful of instances, and somebody who tampers with them. */
export interface Yard {
  readonly account: Account;
  readonly simulator: Simulator;
  readonly controller: Controller;
  readonly hand: Hand;
  /** The first instance of that name. */
  instance(name: string): Instance;
  /** The name of an instance, else its id as it is. */
  nameOf(id: string): string;
  move(name: string, state: InstanceState): void;
  /** What is registered in a target group and does not drain, by the names of the instances. */
  registered(group: string): string[];
  /** The actions that were written since the last time this was asked. */
  writes(): string[];
}

export function useYard(): Yard {
  const emulator = simulatorEmulator({ fixture });
  const yard = {} as { -readonly [Key in keyof Yard]: Yard[Key] };
  beforeEach(async () => {
    const account = await emulator.open();
    const simulator = emulator.running();
    const all = (): Instance[] => [...simulator.world().ec2.instances.values()];
    const instance = (name: string): Instance => all().find(({ tags }) => tags.get('Name') === name)!;
    const nameOf = (id: string): string => simulator.world().ec2.instances.get(id)?.tags.get('Name') ?? id;
    Object.assign(yard, {
      account,
      simulator,
      controller: await controllerOn(account),
      hand: new Hand(account.sdk),
      instance,
      nameOf,
      move: (name, state) => setInstanceState(simulator.world(), instance(name), state),
      registered: (name) =>
        [...simulator.world().elbv2.targetGroups.values()]
          .filter((one) => one.name === name)
          .flatMap(({ targets }) => [...targets.values()])
          .filter(({ goneAt }) => goneAt === undefined)
          .map(({ id, port }) => [nameOf(id), ...(port === undefined ? [] : [port])].join(':'))
          .sort(),
      writes: () => {
        const actions = simulator.journal.entries().flatMap(({ write, action }) => (write ? [action] : []));
        simulator.journal.clear();
        return actions;
      },
    } satisfies Yard);
  });
  afterAll(() => emulator.stop());
  return yard;
}

/** A manifest of that kind. */
export function manifest(
  kind: string,
  name: string,
  spec: object,
  annotations: Readonly<Record<string, string>> = {},
): object {
  const own = Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`evenkeel.dev/${key}`, value]));
  const [namespace, short = name] = name.includes('/') ? name.split('/') : ['default', name];
  return {
    apiVersion: 'evenkeel.dev/v1',
    kind,
    metadata: { name: short, namespace, annotations: own },
    spec,
  };
}

export function group(name = 'web', spec: object = {}, annotations: Readonly<Record<string, string>> = {}): object {
  return manifest('TargetGroup', name, { protocol: 'HTTP', port: 80, vpc: { name: 'yard' }, ...spec }, annotations);
}

export function service(backend: object, annotations: Readonly<Record<string, string>> = {}, name = 'web'): object {
  return manifest('Service', name, { targetGroups: [{ targetGroup: { ref: 'web' } }], ...backend }, annotations);
}

export function balancer(
  name = 'web',
  spec: object = {},
  targetGroup = 'web',
  annotations: Readonly<Record<string, string>> = {},
): object {
  const listeners = [{ port: 80, protocol: 'HTTP', defaultActions: [forward(targetGroup)] }];
  const all = {
    vpc: { name: 'yard' },
    scheme: 'internal',
    subnets: [{ name: 'a' }, { name: 'c' }],
    listeners,
    ...spec,
  };
  return manifest('LoadBalancer', name, all, annotations);
}

export function forward(ref: string): object {
  return { forward: { targetGroups: [{ targetGroup: { ref } }] } };
}

export function folder(...documents: readonly object[]): string {
  return folderOf({ 'all.yaml': documents });
}

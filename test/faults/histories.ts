import {
  CreateTagsCommand,
  DeleteTagsCommand,
  RevokeSecurityGroupIngressCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  DeleteListenerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isUnconfirmed } from '../../src/core/absence.ts';
import { isWrite } from '../../src/core/plan.ts';
import type { Aws } from '../../src/aws/ports.ts';
import type { Earlier } from '../../src/engine/earlier.ts';
import { look, patientLook, type Cycle, type CycleOptions } from '../../src/engine/cycle.ts';
import { execute } from '../../src/engine/execute.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import { madeBy } from '../../src/engine/outcome.ts';
import { resources } from '../../src/resources/registry.ts';
import type { FaultRule } from '../../src/simulator/faults.ts';
import type { Fixture } from '../../src/simulator/fixture.ts';
import { seededRandom, seedFor } from '../../src/simulator/random.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import type { World } from '../../src/simulator/world.ts';
import { HastyClock, openTestAws } from '../aws/endpoint.ts';
import { sdkOn, type Sdk } from '../support/clients.ts';
import { inProcess } from '../support/in-process.ts';
import { RememberedLooks, SWEEP_MS } from './remembered-looks.ts';

/** How far answers lag and for how long lists are short at most, and how long carrying out may try again. */
const LAG_MS = 3_000;
const PATIENCE_MS = 3_000;
/** What was true at some moment of so long may be acted on. */
const WINDOW_MS = LAG_MS + PATIENCE_MS;
const STEPS = 5;
const MOST_ROUNDS = 20;

const role = { Role: 'page' };
const fixture: Fixture = {
  regions: {
    'ap-northeast-2': {
      vpcs: [
        {
          name: 'yard',
          cidr: '10.0.0.0/16',
          internetGateway: true,
          subnets: [
            { name: 'a', zone: 'a', cidr: '10.0.0.0/24', public: true, tags: { Tier: 'public' } },
            { name: 'c', zone: 'c', cidr: '10.0.1.0/24', public: true, tags: { Tier: 'public' } },
          ],
        },
      ],
      instances: ['one', 'two', 'three', 'four', 'five', 'six'].map((name, index) => ({
        name,
        subnet: 'a',
        ...(index < 5 ? { tags: role } : {}),
      })),
    },
  },
};

/** The folders of a history: what is brought about first, what a replacement makes of it, and a later edit. */
export interface Folders {
  readonly plain: Loaded;
  readonly replaced: Loaded;
  readonly edited: Loaded;
}

interface Instants {
  /** When the instance last was no target: not running, or without its tag. */
  readonly lastUnwanted: Map<string, number>;
}

/** One account with a history of its own, that follows from the seed. */
export class History {
  readonly #seed: number;
  readonly #random: () => number;
  readonly #clock = new HastyClock();
  readonly #instants: Instants = { lastUnwanted: new Map() };
  /** What people have taken away, and what they did, for who reads a failure. */
  readonly #taken = new Set<string>();
  readonly deeds: string[] = [];
  #simulator!: Simulator;
  #aws!: Aws;
  #sdk!: Sdk;
  #earlier: Earlier | undefined;
  readonly #remembers: boolean;
  /** Only of a daemon that remembers what it read. */
  #looks: RememberedLooks | undefined;

  constructor(seed: number, does: { readonly remember: boolean } = { remember: false }) {
    this.#seed = seed;
    this.#remembers = does.remember;
    this.#random = seededRandom(seedFor(seed, 'history'));
  }

  /** Gives what was done that nothing warranted. */
  async run(folders: Folders): Promise<readonly string[]> {
    const settings = { provisioningMs: 0, networkInterfaceLingerMs: 0, initialHealthMs: 0, drainingMs: 0 };
    this.#simulator = await startSimulator({ clock: this.#clock, seed: this.#seed + 1, fixture, settings });
    const life = new AbortController();
    try {
      const { url } = this.#simulator;
      this.#aws = await openTestAws(url, { clock: this.#clock, connect: inProcess(this.#simulator) });
      this.#sdk = sdkOn(url);
      if (this.#remembers) this.#looks = new RememberedLooks(this.#aws, this.#clock, life.signal);
      return await this.#live(folders);
    } finally {
      life.abort();
      await this.#simulator.close();
    }
  }

  async #live({ plain, replaced, edited }: Folders): Promise<string[]> {
    await this.#settled(plain);
    const isReplaced = this.#chance(0.5);
    if (isReplaced) await this.#settled(replaced);
    let loaded = isReplaced ? replaced : plain;
    this.#simulator.faults.set(this.#faults());
    const wrong: string[] = [];
    for (let step = 0; step < STEPS; step += 1) {
      if (this.#chance(0.7)) await this.#deed();
      if (!isReplaced && this.#chance(0.2)) {
        loaded = edited;
        this.deeds.push('edits the manifests');
      }
      await this.#pass(Math.floor(this.#random() * 7_000));
      wrong.push(...(await this.#judged(() => this.#cycle(loaded, this.#chance(0.3)))));
      if (wrong.length > 0) return wrong;
    }
    this.#simulator.faults.clear();
    await this.#pass(this.#remembers ? SWEEP_MS : LAG_MS);
    this.#earlier = undefined;
    wrong.push(...(await this.#judged(() => this.#settled(loaded))));
    return [...wrong, ...this.#missing()];
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #faults(): FaultRule[] {
    const [short, stale] = [0.1 + this.#random() * 0.4, this.#random() * 0.4];
    // To answer from the past costs a copy of the account each time: one in five histories has lists that are late item by item.
    const late = this.#chance(0.2) ? 0.5 : 0;
    const extent = this.#chance(0.3) ? { keep: 1 } : { share: 0.2 + this.#random() * 0.6 };
    return [
      { kind: 'stale-read', probability: stale, ms: Math.floor(this.#random() * LAG_MS) },
      { kind: 'late-list', probability: late, ms: Math.floor(this.#random() * LAG_MS), share: this.#random() },
      { kind: 'short-list', probability: short, ms: LAG_MS, ...extent },
    ];
  }

  /** As the daemon does it, which remembers its last look, or as the command line does. */
  async #cycle(loaded: Loaded, isPatient: boolean): Promise<Cycle> {
    const options = { aws: this.#aws, clock: this.#clock, owner: 'default', loaded };
    const cycle = isPatient ? await patientLook(options) : await this.#look({ ...options, earlier: this.#earlier });
    const { wanted, snapshot, plan } = cycle;
    const means = { aws: this.#aws, clock: this.#clock, owner: 'default', secret: loaded.secret, resources };
    const outcomes = await execute(plan, { ...means, wanted, snapshot, patienceMs: PATIENCE_MS });
    const writes = outcomes.map(
      ({ change, status, error }) => `${change.action} ${change.id} ${status} ${error?.message ?? ''}`,
    );
    this.deeds.push(`cycle: ${writes.join(', ')}`);
    this.#earlier = isPatient ? undefined : { plan, snapshot, made: madeBy(outcomes) };
    if (!isPatient) this.#looks?.cameOf(loaded.wanted, { plan, snapshot, outcomes });
    return cycle;
  }

  #look(options: CycleOptions): Promise<Cycle> {
    return this.#looks === undefined ? look(options) : this.#looks.look(options);
  }

  /** Time goes by, and the sweep goes on. */
  async #pass(ms: number): Promise<void> {
    await (this.#looks === undefined ? this.#clock.sleep(ms) : this.#looks.pass(ms));
  }

  async #settled(loaded: Loaded): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const { plan } = await this.#cycle(loaded, false);
      if (!plan.changes.some((change) => isWrite(change) || isUnconfirmed(change))) return;
      await this.#pass(5_000);
    }
    throw new Error(`history ${this.#seed} does not settle: ${this.deeds.join('\n')}`);
  }

  async #judged(act: () => Promise<unknown>): Promise<string[]> {
    const since = this.#clock.now();
    const before = standing(this.#world());
    this.#note();
    await act();
    this.#note();
    const after = standing(this.#world());
    const lost = [...before.registered].filter((id) => !after.registered.has(id));
    const taken = [...before.objects].filter((id) => !after.objects.has(id) && !this.#taken.has(id));
    return [
      ...lost
        .filter((id) => since - (this.#instants.lastUnwanted.get(id) ?? -Infinity) > WINDOW_MS)
        .map((id) => `deregistered ${id}`),
      ...taken.map((id) => `deleted ${id}`),
      ...twins(this.#world()),
    ];
  }

  #world(): World {
    return this.#simulator.world();
  }

  #note(): void {
    for (const { instanceId, state, tags } of this.#world().ec2.instances.values()) {
      const isWanted = state === 'running' && tags.get('Role') === role.Role;
      if (!isWanted) this.#instants.lastUnwanted.set(instanceId, this.#clock.now());
    }
  }

  /** Something that happens in an account. */
  async #deed(): Promise<void> {
    this.#note();
    const { ec2, elbv2 } = this.#world();
    const alive = [...ec2.instances.values()].filter(({ state }) => state !== 'terminated');
    const one = this.#pick(alive);
    const ids = { InstanceIds: one === undefined ? [] : [one.instanceId] };
    const Resources = ids.InstanceIds;
    const Tags = [{ Key: 'Role', Value: role.Role }];
    const rule = this.#pick([...elbv2.rules.values()].filter(({ priority }) => priority !== 'default'));
    const listener = this.#pick([...elbv2.listeners.values()]);
    const spare = [...elbv2.targetGroups.values()].find(({ name }) => name.startsWith('spare'));
    const group = [...ec2.securityGroups.values()].find(({ groupName }) => groupName === 'web');
    const ingress = this.#pick([...(group?.rules.values() ?? [])].filter(({ isEgress }) => !isEgress));
    const deeds: Record<string, (() => Promise<unknown>) | undefined> = {
      stops: one && (() => this.#sdk.ec2.send(new StopInstancesCommand(ids))),
      starts: one?.state === 'stopped' ? () => this.#sdk.ec2.send(new StartInstancesCommand(ids)) : undefined,
      terminates: alive.length > 3 && one ? () => this.#sdk.ec2.send(new TerminateInstancesCommand(ids)) : undefined,
      tags: one && (() => this.#sdk.ec2.send(new CreateTagsCommand({ Resources, Tags }))),
      untags: one && (() => this.#sdk.ec2.send(new DeleteTagsCommand({ Resources, Tags }))),
      'deletes a rule':
        rule && (() => this.#take(rule.arn, this.#sdk.elbv2.send(new DeleteRuleCommand({ RuleArn: rule.arn })))),
      'deletes the listener':
        listener &&
        (() => {
          for (const { arn, listenerArn } of elbv2.rules.values())
            if (listenerArn === listener.arn) this.#taken.add(arn);
          return this.#take(
            listener.arn,
            this.#sdk.elbv2.send(new DeleteListenerCommand({ ListenerArn: listener.arn })),
          );
        }),
      'deletes a group':
        spare &&
        (() =>
          this.#take(spare.arn, this.#sdk.elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn: spare.arn })))),
      'revokes a rule':
        group && ingress
          ? () =>
              this.#take(
                ingress.ruleId,
                this.#sdk.ec2.send(
                  new RevokeSecurityGroupIngressCommand({
                    GroupId: group.groupId,
                    SecurityGroupRuleIds: [ingress.ruleId],
                  }),
                ),
              )
          : undefined,
    };
    const [what, act] = this.#pick(Object.entries(deeds))!;
    this.deeds.push(`${what} ${one?.instanceId}`);
    await act?.();
    this.#note();
  }

  /** AWS may refuse it: what is in use stays. */
  #take(id: string, done: Promise<unknown>): Promise<unknown> {
    return done.then(
      () => this.#taken.add(id),
      () => this.deeds.push('AWS refuses'),
    );
  }

  #pick<T>(some: readonly T[]): T | undefined {
    return some[Math.floor(this.#random() * some.length)];
  }

  /** All of it stands in the end, and serves. */
  #missing(): string[] {
    const { ec2, elbv2 } = this.#world();
    const wanted = [...ec2.instances.values()].filter(
      ({ state, tags }) => state === 'running' && tags.get('Role') === role.Role,
    );
    const { registered } = standing(this.#world());
    const ids = wanted.map(({ instanceId }) => instanceId);
    const counts = {
      balancers: elbv2.loadBalancers.size,
      groups: elbv2.targetGroups.size,
      listeners: elbv2.listeners.size,
      rules: [...elbv2.rules.values()].filter(({ priority }) => priority !== 'default').length,
    };
    const expected = { balancers: 1, groups: 2, listeners: 1, rules: 2 };
    const isWhole = JSON.stringify(counts) === JSON.stringify(expected);
    // The last one is never taken out.
    const isServed = ids.length === 0 || (ids.every((id) => registered.has(id)) && registered.size === ids.length);
    return [
      ...(isWhole ? [] : [`stands in the end: ${JSON.stringify(counts)}`]),
      ...(isServed ? [] : [`serve in the end: ${[...registered].join(', ')}, not ${ids.join(', ')}`]),
    ];
  }
}

interface Standing {
  readonly registered: ReadonlySet<string>;
  readonly objects: ReadonlySet<string>;
}

function standing({ ec2, elbv2 }: World): Standing {
  const groups = [...elbv2.targetGroups.values()];
  const own = [...ec2.securityGroups.values()].filter(({ groupName }) => groupName === 'web');
  return {
    registered: new Set(
      groups
        .flatMap(({ targets }) => [...targets.values()])
        .flatMap(({ id, goneAt }) => (goneAt === undefined ? [id] : [])),
    ),
    objects: new Set([
      ...elbv2.loadBalancers.keys(),
      ...elbv2.targetGroups.keys(),
      ...elbv2.listeners.keys(),
      ...elbv2.rules.keys(),
      ...own.flatMap(({ groupId, rules }) => [groupId, ...rules.keys()]),
    ]),
  };
}

/** What stands twice and is asked for once. */
function twins({ ec2, elbv2 }: World): string[] {
  const ours = [
    ...elbv2.loadBalancers.values(),
    ...elbv2.targetGroups.values(),
    ...elbv2.listeners.values(),
    ...elbv2.rules.values(),
    ...ec2.securityGroups.values(),
  ].map(({ tags }) => `${tags.get('evenkeel.dev/resource')} ${tags.get('evenkeel.dev/part') ?? ''}`);
  const seen = new Set<string>();
  return ours
    .filter((one) => !one.startsWith('undefined') && seen.size === seen.add(one).size)
    .map((one) => `twin of ${one}`);
}

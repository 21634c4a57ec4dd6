import { distinct } from '../core/group-by.ts';
import { plain, type Inventory } from '../core/inventory.ts';
import type { Live, Unreadable } from '../core/resource.ts';
import { nameIn } from '../aws/subject.ts';
import type { Aws } from '../aws/ports.ts';
import { readOnce } from '../aws/read-once.ts';
import { groupsFilledBy } from '../kinds/import/reach.ts';
import type { AutoScalingGroupState } from '../resources/auto-scaling-group/type.ts';
import type { EcsServiceState } from '../resources/ecs-service/type.ts';
import { observeInventory } from '../resources/inventory.ts';
import { listLoadBalancers } from '../resources/load-balancer/observe.ts';
import { listTargetGroups } from '../resources/target-group/observe.ts';
import { templateNames } from '../resources/launch-template/observe.ts';
import { reading } from '../resources/reading.ts';
import { resources } from '../resources/registry.ts';
import type { ObserveContext } from '../resources/resource.ts';
import type { TargetState } from '../resources/target/type.ts';
import { familyIn } from '../resources/task-definition/families.ts';
import { shorterLists } from './narrow/shorter-lists.ts';

export interface ReadStacks {
  readonly aws: Aws;
  readonly owner: string;
  /** Which load balancers and target groups are read in depth, besides those that are led to: of these names, or all. */
  readonly names?: readonly string[] | undefined;
  /** Whether something is asked for, with all that it leads to. */
  readonly isAsked: (live: Live) => boolean;
  /** Called with how many of a type were read so far. */
  readonly onProgress?: ((type: string, count: number) => void) | undefined;
}

export interface StacksRead {
  readonly live: readonly Live[];
  readonly inventory: Inventory;
  readonly unreadable: readonly Unreadable[];
  /** What could have been asked for by its name. */
  readonly names: () => Promise<string[]>;
}

/** Reads what is asked for and what it leads to, whoever owns it, each list once. */
export async function readStacks(options: ReadStacks): Promise<StacksRead> {
  const { aws, names } = options;
  const read = new StackReading(names === undefined ? options : { ...options, aws: readOnce(aws) });
  await read.fillers();
  await read.balanced();
  await read.templatesAndTasks();
  await read.rulesOfGroups();
  return read.inventoried();
}

/** Has every name in it. */
class Every extends Set<string> {
  override has(): boolean {
    return true;
  }
}

const every: ReadonlySet<string> = new Every();

/** Types of which only those of the claimed names are read in depth, and not all of ours. */
const byName: ReadonlySet<string> = new Set(['load-balancer', 'target-group']);

/** Owns nothing. */
const NOBODY = '';

/** Stands for target groups that nothing leads to. */
const anyGroup: Live = { type: 'target-group', physical: '', state: {}, tags: {}, outputs: {}, uses: [] };

/** What was read so far. */
class StackReading {
  readonly #options: ReadStacks;
  readonly #found = new Map<string, readonly Live[]>();
  readonly #unreadable: Unreadable[] = [];
  #listed: readonly Live[] = [];

  constructor(options: ReadStacks) {
    this.#options = options;
  }

  /** Who registers targets, and all security groups: what is used of them only the rest tells. */
  async fillers(): Promise<void> {
    await Promise.all(['security-group', 'auto-scaling-group', 'ecs-service'].map((type) => this.#read(type, every)));
    this.#listed = [...this.#of('security-group'), ...this.#fillers()];
  }

  /**
   * From load balancers by their rules to target groups. Load balancers may be targets of others, and whoever fills one group may fill
   * others as well, so that it goes on until nothing new is led to.
   */
  async balanced(): Promise<void> {
    const { names, isAsked } = this.#options;
    const asked = namesIn(this.#fillers().filter(isAsked).flatMap(groupsFilledBy));
    let groups = new Set([...(names ?? []), ...asked]);
    let balancers: ReadonlySet<string> = names === undefined ? every : new Set(names);
    let isAll = names === undefined && isAsked(anyGroup);
    const known = new Set<string>();
    while (balancers === every || balancers.size > 0 || groups.size > 0) {
      for (const name of namesIn(await this.#led(balancers))) groups.add(name);
      const fresh = await this.#read('target-group', isAll ? every : groups);
      isAll = false;
      for (const name of [...groups, ...fresh.map((one) => one.name ?? '')]) known.add(name);
      balancers = new Set(await this.#balancersIn(fresh));
      const physicals = new Set(fresh.map(({ physical }) => physical));
      const others = this.#fillers()
        .map(groupsFilledBy)
        .filter((some) => some.some((one) => physicals.has(one)));
      groups = new Set(namesIn(others.flat()).filter((name) => !known.has(name)));
    }
    const standing = new Set(this.#of('target-group').map(({ physical }) => physical));
    for (const type of ['auto-scaling-group', 'ecs-service']) {
      const concerned = (one: Live): boolean =>
        isAsked(one) || groupsFilledBy(one).some((group) => standing.has(group));
      this.#found.set(type, this.#of(type).filter(concerned));
    }
  }

  async templatesAndTasks(): Promise<void> {
    const groups = this.#of('auto-scaling-group') as readonly Live<AutoScalingGroupState>[];
    const services = this.#of('ecs-service') as readonly Live<EcsServiceState>[];
    const ids = groups.flatMap(({ state: { launchTemplate } }) => (launchTemplate ? [plain(launchTemplate.id)] : []));
    const templates = await reading('launch-template', this.#unreadable)(templateNames(this.#options.aws.ec2, ids));
    if (ids.length > 0) await this.#read('launch-template', new Set(templates));
    await this.#read('scaling-policy', every);
    if (services.length === 0) return;
    await this.#read('task-definition', new Set(services.map(({ state }) => familyIn(plain(state.taskDefinition)))));
    await this.#read('scalable-target', every);
    await this.#read('service-scaling-policy', every);
  }

  async rulesOfGroups(): Promise<void> {
    const users = ['load-balancer', 'launch-template', 'ecs-service'].flatMap((type) => this.#of(type));
    const used = new Set(users.flatMap(({ uses }) => uses));
    const groups = this.#of('security-group');
    const concerned = groups.filter((one) => used.has(one.physical) || this.#options.isAsked(one));
    if (concerned.length > 0) await this.#read('security-group-rule', every, concerned);
  }

  /** All of it, with what it can point at. */
  async inventoried(): Promise<StacksRead> {
    const targets = this.#of('target') as readonly Live<TargetState>[];
    const hasInstances = targets.some(({ state }) => plain(state.id).startsWith('i-'));
    const { inventory, unreadable } = await observeInventory({
      ...this.#context(every),
      looksUp: (type) => type === 'instance' && hasInstances,
    });
    return {
      live: [...this.#found.values()].flat(),
      inventory,
      unreadable: [...this.#unreadable, ...unreadable],
      names: () => this.#names(),
    };
  }

  async #names(): Promise<string[]> {
    const { elbv2 } = this.#options.aws;
    const [balancers, groups] = await Promise.all([listLoadBalancers(elbv2), listTargetGroups(elbv2)]);
    return [
      ...balancers.map(({ LoadBalancerName = '' }) => LoadBalancerName),
      ...groups.map(({ TargetGroupName = '' }) => TargetGroupName),
      // An ECS service goes by its own name, without its cluster's.
      ...this.#listed.map(({ name = '' }) => name.slice(name.indexOf('/') + 1)),
    ];
  }

  /** Reads these load balancers with their listeners and rules; gives the target groups that they lead to. */
  async #led(balancers: ReadonlySet<string>): Promise<string[]> {
    if (balancers !== every && balancers.size === 0) return [];
    const fresh = await this.#read('load-balancer', balancers);
    const asked = balancers === every ? fresh.filter(this.#options.isAsked) : fresh;
    if (balancers === every) this.#found.set('load-balancer', asked);
    const listeners = await this.#read('listener', every, asked);
    const rules = await this.#read('listener-rule', every, listeners);
    return [...listeners, ...rules].flatMap(({ uses }) => uses);
  }

  /** The names of load balancers that are registered there and were not read yet. */
  async #balancersIn(groups: readonly Live[]): Promise<string[]> {
    const targets = (await this.#read('target', every, groups)) as readonly Live<TargetState>[];
    const known = new Set(this.#of('load-balancer').map(({ physical }) => physical));
    const balancers = targets.map(({ state }) => plain(state.id)).filter((id) => id.includes(':loadbalancer/'));
    return namesIn(balancers.filter((arn) => !known.has(arn)));
  }

  /** Those of these names; inside of just those containers, where they are given. */
  async #read(type: string, claimed: ReadonlySet<string>, within?: readonly Live[]): Promise<readonly Live[]> {
    if (claimed !== every && claimed.size === 0) return [];
    const { observe, parent } = resources.get(type)!;
    const { aws } = this.#options;
    const named = (): Promise<(one: { readonly name: string }) => boolean> =>
      Promise.resolve(({ name }) => claimed.has(name));
    const observed = await observe({
      ...this.#context(claimed),
      aws: byName.has(type) && claimed !== every ? { ...aws, elbv2: shorterLists(aws.elbv2, named) } : aws,
      owner: byName.has(type) ? NOBODY : this.#options.owner,
      observed: (other) => (other === parent && within !== undefined ? within : this.#of(other)),
    });
    this.#unreadable.push(...observed.unreadable);
    const known = new Set(this.#of(type).map(({ physical }) => physical));
    const fresh = distinct(observed.live, ({ physical }) => physical).filter(({ physical }) => !known.has(physical));
    this.#found.set(type, [...this.#of(type), ...fresh]);
    if (fresh.length > 0) this.#options.onProgress?.(type, this.#of(type).length);
    return fresh;
  }

  #context(claimed: ReadonlySet<string>): ObserveContext {
    const { aws, owner } = this.#options;
    const unreadable = this.#unreadable;
    return {
      aws,
      owner,
      names: () => claimed,
      looksUp: () => false,
      observed: (type) => this.#of(type),
      unread: (type, physical) => unreadable.find((one) => one.type === type && one.physical === physical),
    };
  }

  #of(type: string): readonly Live[] {
    return this.#found.get(type) ?? [];
  }

  #fillers(): readonly Live[] {
    return [...this.#of('auto-scaling-group'), ...this.#of('ecs-service')];
  }
}

/** What they are called, of ARNs of load balancers and target groups. */
function namesIn(arns: readonly string[]): string[] {
  return arns.flatMap((arn) => nameIn(arn) ?? []);
}

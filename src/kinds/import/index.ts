import { compareTexts } from '../../core/compare.ts';
import type { Inventory } from '../../core/inventory.ts';
import { readOwnership } from '../../core/ownership.ts';
import type { Live } from '../../core/resource.ts';
import type { AutoScalingGroupState } from '../../resources/auto-scaling-group/type.ts';
import type { EcsServiceState } from '../../resources/ecs-service/type.ts';
import type { ListenerRuleState } from '../../resources/listener-rule/type.ts';
import type { LoadBalancerState } from '../../resources/load-balancer/type.ts';
import type { SecurityGroupState } from '../../resources/security-group/type.ts';
import type { TargetGroupState } from '../../resources/target-group/type.ts';
import type { TargetState } from '../../resources/target/type.ts';
import { importLoadBalancer } from '../load-balancer/import.ts';
import { importSecurityGroup } from '../security-group/import.ts';
import { importAutoScalingGroup } from '../service/auto-scaling-group/import.ts';
import { importEcsService } from '../service/ecs/import.ts';
import { importTargets } from '../service/import-targets.ts';
import { importTargetGroup } from '../target-group/import.ts';
import { Unsayable, type Identity, type Imported, type ImportContext, type Note } from './context.ts';
import { heldBy } from './held-by.ts';
import { identified, scopeOf, type Naming } from './identities.ts';
import { Names, slug } from './names.ts';
import { isRoot, reachedFrom, standingOf, type Standing } from './reach.ts';
import { ruleNames } from './rule-names.ts';

/** What stands, as far as it was read, and what of it is to be said. */
export interface ImportInput extends Naming {
  readonly live: readonly Live[];
  readonly inventory: Inventory;
  /** Whether an object is asked for, with all that it leads to. */
  readonly isAsked: (live: Live) => boolean;
}

/** Manifests that hang together. */
export interface Stack {
  /** The name of the manifest that it begins with; `shared` for what several lead to. */
  readonly name: string;
  readonly manifests: readonly Imported[];
}

/** Something that stands, and that no manifest is written for. */
export interface LeftAlone {
  readonly live: Live;
  readonly why: string;
}

export interface Import {
  readonly stacks: readonly Stack[];
  /** What stands of all that manifests are written for. */
  readonly objects: readonly Live[];
  readonly leftAlone: readonly LeftAlone[];
}

const SHARED = 'shared';

/** The inverse of `desire`: what stands, as the manifests that ask for it. */
export function importManifests(input: ImportInput): Import {
  const { live, owner } = input;
  const standing = standingOf(live);
  const starts = startsOf(input, standing);
  const barrier = (one: Live): string | undefined => whyNot(one, owner);
  const reached = reachedFrom(starts, standing, (one) => barrier(one) !== undefined);
  const leftAlone: LeftAlone[] = [];
  const chosen: Live[] = [];
  for (const one of [...reached.keys()].toSorted(inOrder)) {
    const why = barrier(one);
    if (why === undefined) chosen.push(one);
    else if (!isDefaultGroup(one)) leftAlone.push({ live: one, why });
  }
  const names = new Names();
  const identities = identified(chosen, input, names);
  const rules = ruleNames(live.filter(isRule), owner);
  const context: ImportContext = {
    inventory: input.inventory,
    identityOf: (physical) => identities.get(physical),
    childrenOf: standing.childrenOf,
    standing: standing.standing,
    ruleNameOf: ({ physical }) => rules.get(physical) ?? '',
  };
  const manifests = chosen.flatMap((one) =>
    manifestsOf(one, { context, standing, names, leftAlone }).map((manifest) => ({ manifest, of: one })),
  );
  const stacks = new Map<string, Imported[]>();
  for (const { manifest, of } of manifests) {
    const [start, ...others] = reached.get(of) ?? [];
    const name = start === undefined || others.length > 0 ? SHARED : (identities.get(start.physical)?.name ?? SHARED);
    stacks.set(name, [...(stacks.get(name) ?? []), manifest]);
  }
  return {
    stacks: [...stacks].toSorted(([a], [b]) => compareTexts(a, b)).map(([name, some]) => ({ name, manifests: some })),
    objects: chosen,
    leftAlone,
  };
}

/** Load balancers begin the stacks of all that they lead to; what none leads to begins its own. */
function startsOf({ live, isAsked }: ImportInput, standing: Standing): Live[] {
  const asked = live.filter((one) => isRoot(one) && isAsked(one)).toSorted(inOrder);
  const starts = asked.filter(({ type }) => type === 'load-balancer');
  const reached = new Set(reachedFrom(starts, standing, () => false).keys());
  // Those that lead to others come last in the order.
  for (const one of asked.toReversed()) {
    if (reached.has(one)) continue;
    starts.push(one);
    for (const other of reachedFrom([one], standing, () => false).keys()) reached.add(other);
  }
  return starts;
}

const order = ['security-group', 'target-group', 'load-balancer', 'auto-scaling-group', 'ecs-service'];

function inOrder(a: Live, b: Live): number {
  return (
    order.indexOf(a.type) - order.indexOf(b.type) ||
    compareTexts(a.name ?? '', b.name ?? '') ||
    compareTexts(a.physical, b.physical)
  );
}

/** Every network has one by that name, which AWS makes, and deletes with it. */
function isDefaultGroup({ type, name }: Live): boolean {
  return type === 'security-group' && name === 'default';
}

function whyNot(one: Live, owner: string): string | undefined {
  if (isDefaultGroup(one)) return "it is its VPC's default group, which belongs to AWS";
  const owned = readOwnership(one.tags);
  if (owned !== undefined && owned.owner !== owner) {
    return `it belongs to the installation "${owned.owner}" as ${owned.manifest}`;
  }
  const holder = heldBy(one.tags);
  return holder === undefined ? undefined : `it belongs to ${holder}`;
}

interface Writing {
  readonly context: ImportContext;
  readonly standing: Standing;
  readonly names: Names;
  readonly leftAlone: LeftAlone[];
}

function manifestsOf(one: Live, writing: Writing): Imported[] {
  const { context, leftAlone } = writing;
  const identity = context.identityOf(one.physical)!;
  const said = saidOf(one, identity, writing);
  if (!(said instanceof Unsayable)) return said;
  leftAlone.push({ live: one, why: said.why });
  return [];
}

function saidOf(one: Live, identity: Identity, writing: Writing): Imported[] | Unsayable {
  const { context } = writing;
  switch (one.type) {
    case 'security-group':
      return [importSecurityGroup(one as Live<SecurityGroupState>, identity, context)];
    case 'load-balancer':
      return [importLoadBalancer(one as Live<LoadBalancerState>, identity, context)];
    case 'target-group':
      return targetGroupWithServices(one as Live<TargetGroupState>, identity, writing);
    case 'auto-scaling-group':
      return asList(importAutoScalingGroup(one as Live<AutoScalingGroupState>, identity, context));
    default:
      return asList(importEcsService(one as Live<EcsServiceState>, identity, context));
  }
}

function asList(said: Imported | Unsayable): Imported[] | Unsayable {
  return said instanceof Unsayable ? said : [said];
}

/** What is registered in it is listed, unless somebody fills it: those, and what Auto Scaling started, come and go by themselves. */
function targetGroupWithServices(live: Live<TargetGroupState>, identity: Identity, writing: Writing): Imported[] {
  const { context, standing, names } = writing;
  const group = importTargetGroup(live, identity, context);
  const targets = standing.childrenOf(live.physical, 'target') as readonly Live<TargetState>[];
  const fillers = standing.fillersOf(live.physical);
  const launched = targets.filter(({ state }) => launchedBy(state, context) !== undefined);
  const listed = fillers.length > 0 ? [] : targets.filter((target) => !launched.includes(target));
  const notes: Note[] = [];
  if (fillers.length === 0 && launched.length > 0) {
    const text = `${launched.length} of its targets were launched by an Auto Scaling group that is not attached to it: they are left alone.`;
    notes.push({ path: [], text });
  }
  for (const filler of fillers.filter((one) => !isSaid(one, writing))) {
    notes.push({ path: [], text: `${filler.name ?? filler.physical} registers its targets, and is not imported.` });
  }
  const named = (suffix: string): Identity => {
    const name = suffix === '' ? identity.name : `${identity.name}-${suffix}`;
    const { namespace } = identity;
    return { kind: 'Service', namespace, name: names.give(scopeOf({ kind: 'Service', namespace }), slug(name)) };
  };
  return [{ ...group, notes }, ...(listed.length === 0 ? [] : importTargets(live, listed, named, context))];
}

function isSaid(one: Live, writing: Writing): boolean {
  const identity = writing.context.identityOf(one.physical);
  return identity !== undefined && !(saidOf(one, identity, writing) instanceof Unsayable);
}

function launchedBy({ id }: TargetState, { inventory }: ImportContext): string | undefined {
  return inventory.instances?.find((one) => one.id === id)?.tags['aws:autoscaling:groupName'];
}

function isRule(one: Live): one is Live<ListenerRuleState> {
  return one.type === 'listener-rule';
}

import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import { refuse, required } from './constraints.ts';
import type { Listener, LoadBalancer, Rule, TargetGroup, TrustStore } from './state.ts';

export interface Taggable {
  readonly arn: string;
  readonly tags: Map<string, string>;
}

export function requireLoadBalancer(world: World, arn: string | undefined): LoadBalancer {
  return find(world.elbv2.loadBalancers, arn, 'load balancer', 'LoadBalancerNotFound');
}

export function requireListener(world: World, arn: string | undefined): Listener {
  return find(world.elbv2.listeners, arn, 'listener', 'ListenerNotFound');
}

export function requireRule(world: World, arn: string | undefined): Rule {
  return find(world.elbv2.rules, arn, 'rule', 'RuleNotFound');
}

export function requireTargetGroup(world: World, arn: string | undefined): TargetGroup {
  return find(world.elbv2.targetGroups, arn, 'target group', 'TargetGroupNotFound');
}

export function requireTrustStore(world: World, arn: string | undefined): TrustStore {
  return find(world.elbv2.trustStores, arn, 'trust store', 'TrustStoreNotFound');
}

/** Whatever of this service carries tags under that ARN. */
export function requireTaggable(world: World, arn: string): Taggable {
  if (arn.includes(':targetgroup/')) return requireTargetGroup(world, arn);
  if (arn.includes(':loadbalancer/')) return requireLoadBalancer(world, arn);
  if (arn.includes(':listener/')) return requireListener(world, arn);
  if (arn.includes(':listener-rule/')) return requireRule(world, arn);
  if (arn.includes(':truststore/')) return requireTrustStore(world, arn);
  return refuse(`'${arn}' is not a valid ARN`);
}

/** Everything of this service that can carry tags, for the tagging API. */
export function* taggables(world: World): Generator<Taggable> {
  const { loadBalancers, listeners, rules, targetGroups, trustStores } = world.elbv2;
  for (const records of [loadBalancers, targetGroups, listeners, rules, trustStores]) yield* records.values();
}

/** The records of one listener, the default rule among them. */
export function rulesOf(world: World, listener: Listener): Rule[] {
  return [...world.elbv2.rules.values()].filter((rule) => rule.listenerArn === listener.arn);
}

export function listenersOf(world: World, loadBalancer: LoadBalancer): Listener[] {
  return [...world.elbv2.listeners.values()].filter((listener) => listener.loadBalancerArn === loadBalancer.arn);
}

/** Describing by names or ARNs is all or nothing: one that is not there fails the call. */
export function requireEach<Item>(
  wanted: readonly string[],
  lookUp: (key: string) => Item | undefined,
  { code, what, most }: { code: string; what: string; most: number },
): Item[] {
  if (wanted.length > most) refuse(`Up to ${most} ${what} can be specified`);
  return wanted.map((key) => {
    const item = lookUp(key);
    if (item === undefined) throw new AwsError(code, `One or more ${what} not found`);
    return item;
  });
}

function find<Item>(items: Map<string, Item>, arn: string | undefined, what: string, code: string): Item {
  const key = required(arn, `${what} ARN`);
  const item = items.get(key);
  if (item !== undefined) return item;
  if (!key.startsWith('arn:')) refuse(`'${key}' is not a valid ${what} ARN`);
  throw new AwsError(code, `${what[0]?.toUpperCase()}${what.slice(1)} '${key}' not found`);
}

import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { listenersOf, rulesOf } from '../elbv2/find.ts';
import { loadBalancerState } from '../elbv2/load-balancer-state.ts';
import type { Listener, LoadBalancer, Rule, Target, TargetGroup } from '../elbv2/state.ts';
import type { World } from '../world.ts';
import { failure, type OwnAnswer } from './answers.ts';
import { refusedEntry } from './authenticate.ts';
import { meets } from './conditions.ts';
import type { Asked } from './request.ts';
import { type Address, redirectTo, transformed } from './rewrite.ts';
import { stickyCookies, stuckGroup, stuckTarget } from './stickiness.ts';
import type { Turns } from './turns.ts';
import { usableTargets } from './usable.ts';

/** A request's way on to a target. */
export interface Passage extends Address {
  readonly listener: Listener;
  readonly loadBalancer: LoadBalancer;
  readonly group: TargetGroup;
  readonly target: Target;
  /** Sent along with the answer, so that the client comes back to the same target. */
  readonly cookies: readonly string[];
}

/** What comes of a request; nobody, where nothing could take the connection. */
type Way = OwnAnswer | Passage | 'nobody';

/** Tells what the load balancer does with a request at one of its ports. */
export function route(
  world: World,
  { loadBalancer, port }: { loadBalancer: LoadBalancer | undefined; port: number },
  asked: Asked,
  turns: Turns,
): Way {
  if (loadBalancer === undefined || !accepts(world, loadBalancer)) return 'nobody';
  const listener = listenersOf(world, loadBalancer).find((one) => one.port === port);
  if (listener === undefined) return 'nobody';
  const rule = ruleFor(world, listener, asked);
  for (const action of rule?.actions ?? []) {
    const refused = refusedEntry(asked, listener, action);
    if (refused !== undefined) return refused;
    if (action.Type === 'redirect') return redirect(asked, listener, action);
    if (action.Type === 'fixed-response') return fixedResponse(listener, action);
    if (action.Type === 'forward') {
      const address = transformed(asked, rule?.transforms ?? []);
      return forward({ world, loadBalancer, listener, action, address, asked, turns });
    }
  }
  return 'nobody';
}

function accepts(world: World, loadBalancer: LoadBalancer): boolean {
  return ['active', 'active_impaired'].includes(loadBalancerState(world, loadBalancer).Code ?? '');
}

/** The first by priority whose conditions are all met; the default rule, which has none, comes last. */
function ruleFor(world: World, listener: Listener, asked: Asked): Rule | undefined {
  return rulesOf(world, listener)
    .toSorted((a, b) => rank(a) - rank(b))
    .find((rule) => rule.conditions.every((condition) => meets(asked, condition)));
}

function rank({ priority }: Rule): number {
  return priority === 'default' ? Number.POSITIVE_INFINITY : priority;
}

function redirect(asked: Asked, listener: Listener, { RedirectConfig: config }: Action): OwnAnswer {
  const status = config?.StatusCode === 'HTTP_301' ? 301 : 302;
  return { listener, status, headers: { location: redirectTo(asked, listener, config) } };
}

function fixedResponse(listener: Listener, { FixedResponseConfig: config }: Action): OwnAnswer {
  const body = config?.MessageBody ?? '';
  const headers = body === '' ? {} : { 'content-type': config?.ContentType ?? 'text/plain' };
  return { listener, status: Number(config?.StatusCode), headers, body };
}

interface Forwarding {
  readonly world: World;
  readonly loadBalancer: LoadBalancer;
  readonly listener: Listener;
  readonly action: Action;
  readonly address: Address;
  readonly asked: Asked;
  readonly turns: Turns;
}

function forward(forwarding: Forwarding): Way {
  const { world, loadBalancer, listener, action, address, asked, turns } = forwarding;
  const network = loadBalancer.type === 'network';
  const group = world.elbv2.targetGroups.get(stuckGroup(asked, action) ?? turns.group(action) ?? '');
  if (group === undefined) return network ? 'nobody' : failure(listener, 503, 'every target group has a weight of 0');
  const usable = usableTargets(world, group);
  const target = stuckTarget(asked, group, usable) ?? turns.target(usable);
  if (target === undefined) {
    return network ? 'nobody' : failure(listener, 503, `no target of ${group.name} can take requests`);
  }
  if (group.targetType !== 'alb') {
    const cookies = network ? [] : stickyCookies(world, action, group, target);
    return { ...address, listener, loadBalancer, group, target, cookies };
  }
  const behind = { loadBalancer: world.elbv2.loadBalancers.get(target.id), port: target.port ?? 0 };
  return route(world, behind, asked, turns);
}

import type { Path } from '../../../core/problem.ts';
import type { Manifest } from '../../manifest.ts';
import type { ActionSpec } from '../actions.ts';
import type { ListenerSpec, RuleSpec } from '../listener.ts';

type LoadBalancer = Manifest<'LoadBalancer'>;

export function typeOf({ spec }: LoadBalancer): 'application' | 'network' | 'gateway' {
  return spec.type ?? 'application';
}

export interface AtListener {
  readonly listener: ListenerSpec;
  readonly path: Path;
}

export function* listenersOf({ spec }: LoadBalancer): Iterable<AtListener> {
  for (const [index, listener] of (spec.listeners ?? []).entries())
    yield { listener, path: ['spec', 'listeners', index] };
}

export interface AtRule extends AtListener {
  readonly rule: RuleSpec;
}

/** Only an application load balancer has rules: what stands in those of another is one mistake, reported once. */
export function* rulesOf(balancer: LoadBalancer, { listener, path }: AtListener): Iterable<AtRule> {
  if (typeOf(balancer) !== 'application') return;
  for (const [index, rule] of (listener.rules ?? []).entries())
    yield { listener, rule, path: [...path, 'rules', index] };
}

export interface AtActions extends AtListener {
  readonly actions: readonly ActionSpec[];
}

/** The default actions and those of every rule. */
export function* actionListsOf(balancer: LoadBalancer): Iterable<AtActions> {
  for (const at of listenersOf(balancer)) {
    yield { listener: at.listener, actions: at.listener.defaultActions, path: [...at.path, 'defaultActions'] };
    for (const { listener, rule, path } of rulesOf(balancer, at))
      yield { listener, actions: rule.actions, path: [...path, 'actions'] };
  }
}

export interface AtAction extends AtListener {
  readonly action: ActionSpec;
}

export function* actionsOf(balancer: LoadBalancer): Iterable<AtAction> {
  for (const { listener, actions, path } of actionListsOf(balancer))
    for (const [index, action] of actions.entries()) yield { listener, action, path: [...path, index] };
}

import type {
  CreateRuleInput,
  CreateRuleOutput,
  DeleteRuleInput,
  DescribeRulesInput,
  DescribeRulesOutput,
  ModifyRuleInput,
  ModifyRuleOutput,
  Rule as RuleDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { settleActions } from './actions.ts';
import { derivedArn } from './arns.ts';
import { settleConditions } from './conditions.ts';
import { refuse, refuseConfiguration, requireRange, required } from './constraints.ts';
import { listenersOf, requireEach, requireListener, requireLoadBalancer, requireRule, rulesOf } from './find.ts';
import type { Route } from './forward.ts';
import { requireRoom } from './quotas.ts';
import { page } from './paging.ts';
import type { Listener, LoadBalancer, Rule } from './state.ts';
import { readTags } from './tags.ts';
import { settleTransforms } from './transforms.ts';
import { stampUse } from './usage.ts';

export const highestPriority = 50_000;

export function createRule(input: CreateRuleInput, { world }: Call<World>): CreateRuleOutput {
  const listener = requireListener(world, input.ListenerArn);
  const route = routeOf(world, listener);
  if (route.loadBalancer.type === 'gateway') {
    refuseConfiguration(`Rules are not supported for listeners of load balancers with type 'gateway'`);
  }
  const priority = required(input.Priority, 'rule priority');
  requireRange(priority, 'priority', 1, highestPriority);
  const rule: Rule = {
    arn: derivedArn(world, listener.arn, 'listener', 'listener-rule'),
    listenerArn: listener.arn,
    priority,
    conditions: settleConditions(world.elbv2.quotas, route.loadBalancer.type, input.Conditions),
    actions: settleActions(route, input.Actions),
    transforms: settleTransforms(input.Transforms),
    tags: readTags(input.Tags),
  };
  if (rulesOf(world, listener).some((other) => other.priority === priority)) {
    throw new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`);
  }
  requireRoomForRule(world, route.loadBalancer);
  world.elbv2.rules.set(rule.arn, rule);
  stampUse(world);
  return { Rules: [describeRule(rule)] };
}

export function modifyRule(input: ModifyRuleInput, { world }: Call<World>): ModifyRuleOutput {
  const rule = requireRule(world, input.RuleArn);
  if (rule.priority === 'default') {
    throw new AwsError('OperationNotPermitted', `Default rule '${rule.arn}' cannot be modified`);
  }
  if (input.Transforms !== undefined && input.ResetTransforms === true) {
    refuse('You cannot specify both Transforms and ResetTransforms');
  }
  const route = routeOf(world, requireListener(world, rule.listenerArn));
  const { Conditions, Actions, Transforms } = input;
  const { quotas } = world.elbv2;
  const settled = {
    conditions: Conditions ? settleConditions(quotas, route.loadBalancer.type, Conditions) : rule.conditions,
    actions: Actions ? settleActions(route, Actions, rule.actions) : rule.actions,
    transforms: Transforms ? settleTransforms(Transforms) : input.ResetTransforms === true ? [] : rule.transforms,
  };
  Object.assign(rule, settled);
  stampUse(world);
  return { Rules: [describeRule(rule)] };
}

export function deleteRule(input: DeleteRuleInput, { world }: Call<World>): object {
  const rule = requireRule(world, input.RuleArn);
  if (rule.priority === 'default') {
    throw new AwsError('OperationNotPermitted', `Default rule '${rule.arn}' cannot be deleted`);
  }
  world.elbv2.rules.delete(rule.arn);
  stampUse(world);
  return {};
}

/** In the order of priority, the default rule last. */
export function describeRules(input: DescribeRulesInput, { world }: Call<World>): DescribeRulesOutput {
  const { items, nextMarker } = page(select(world, input), rank, input);
  return { Rules: items.map(describeRule), NextMarker: nextMarker };
}

export function describeRule(rule: Rule): RuleDescription {
  return {
    RuleArn: rule.arn,
    Priority: String(rule.priority),
    Conditions: rule.conditions,
    Actions: rule.actions,
    IsDefault: rule.priority === 'default',
    Transforms: rule.transforms,
  };
}

export function defaultRuleOf(world: World, listener: Listener): Rule {
  const rule = rulesOf(world, listener).find((candidate) => candidate.priority === 'default');
  if (rule === undefined) throw new Error(`listener ${listener.arn} has lost its default rule`);
  return rule;
}

function select(world: World, input: DescribeRulesInput): Rule[] {
  if (input.RuleArns?.length && input.ListenerArn !== undefined) {
    refuse('You cannot specify both a listener ARN and rule ARNs');
  }
  if (input.RuleArns?.length) {
    const refusal = { code: 'RuleNotFound', what: 'rules', most: 20 };
    return requireEach(input.RuleArns, (arn) => world.elbv2.rules.get(arn), refusal);
  }
  if (input.ListenerArn === undefined) refuse('You must specify either listener rule ARNs or a listener ARN');
  return rulesOf(world, requireListener(world, input.ListenerArn));
}

/** Sorts as text the way priorities sort as numbers. */
function rank(rule: Rule): string {
  const priority = rule.priority === 'default' ? highestPriority + 1 : rule.priority;
  return `${String(priority).padStart(5, '0')} ${rule.arn}`;
}

function routeOf(world: World, listener: Listener): Route {
  const loadBalancer = requireLoadBalancer(world, listener.loadBalancerArn);
  return { world, loadBalancer, protocol: listener.protocol, port: listener.port };
}

/** The quota counts all rules of a load balancer but the default ones. */
function requireRoomForRule(world: World, loadBalancer: LoadBalancer): void {
  const most = world.elbv2.quotas['rules-per-application-load-balancer'];
  const standing = listenersOf(world, loadBalancer)
    .flatMap((listener) => rulesOf(world, listener))
    .filter((rule) => rule.priority !== 'default');
  requireRoom(
    standing.length,
    most,
    'TooManyRules',
    `Load balancer '${loadBalancer.arn}' can have at most ${most} rules`,
  );
}

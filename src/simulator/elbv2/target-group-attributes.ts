import type {
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput,
  ModifyTargetGroupAttributesInput,
  ModifyTargetGroupAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { describeAttributes, modifyAttributes, oneOf, trueOrFalse, wholeNumber } from './attributes.ts';
import type { AttributeRow, AttributeTable } from './attributes.ts';
import { refuseConfiguration } from './constraints.ts';
import { requireTargetGroup } from './find.ts';
import type { TargetGroup } from './state.ts';
import { familyOf } from './target-group-family.ts';

type Row = AttributeRow<TargetGroup>;

const week = 604_800;
const onOrOff = oneOf('on', 'off');
const countOrOff = wholeNumber(1, 1000, 'off');
const percentageOrOff = wholeNumber(1, 100, 'off');
const rebalance = oneOf('rebalance', 'no_rebalance');

export const targetGroupAttributes: AttributeTable<TargetGroup> = {
  what: 'Target group',
  kind: (group) => `target groups with target type '${group.targetType}' and protocol '${group.protocol ?? 'none'}'`,
  rows: [
    { key: 'deregistration_delay.timeout_seconds', on: notLambda, initial: '300', check: wholeNumber(0, 3600) },
    { key: 'stickiness.enabled', on: () => true, initial: 'false', check: trueOrFalse },
    { key: 'stickiness.type', on: application, initial: 'lb_cookie', check: oneOf('lb_cookie', 'app_cookie') },
    { key: 'stickiness.type', on: network, initial: 'source_ip', check: oneOf('source_ip') },
    {
      key: 'stickiness.type',
      on: gateway,
      initial: 'source_ip_dest_ip_proto',
      check: oneOf('source_ip_dest_ip', 'source_ip_dest_ip_proto'),
    },
    {
      key: 'load_balancing.cross_zone.enabled',
      on: notGateway,
      initial: 'use_load_balancer_configuration',
      check: oneOf('true', 'false', 'use_load_balancer_configuration'),
    },
    ...minimumHealthy('dns_failover', countOrOff),
    ...minimumHealthy('unhealthy_state_routing', wholeNumber(1, 1000)),
    {
      key: 'load_balancing.algorithm.type',
      on: servers,
      initial: 'round_robin',
      check: oneOf('round_robin', 'least_outstanding_requests', 'weighted_random'),
    },
    { key: 'load_balancing.algorithm.anomaly_mitigation', on: servers, initial: 'off', check: onOrOff },
    { key: 'slow_start.duration_seconds', on: servers, initial: '0', check: wholeNumber(30, 900, '0') },
    { key: 'stickiness.lb_cookie.duration_seconds', on: servers, initial: '86400', check: wholeNumber(1, week) },
    { key: 'stickiness.app_cookie.cookie_name', on: servers, initial: '', check: cookieName },
    { key: 'stickiness.app_cookie.duration_seconds', on: servers, initial: '86400', check: wholeNumber(1, week) },
    { key: 'lambda.multi_value_headers.enabled', on: lambda, initial: 'false', check: trueOrFalse },
    {
      key: 'deregistration_delay.connection_termination.enabled',
      on: network,
      initial: (group) => String(overUdp(group)),
      check: trueOrFalse,
    },
    {
      key: 'preserve_client_ip.enabled',
      on: network,
      initial: (group) => String(!(group.targetType === 'ip' && !overUdp(group))),
      check: trueOrFalse,
    },
    { key: 'proxy_protocol_v2.enabled', on: network, initial: 'false', check: trueOrFalse },
    {
      key: 'target_health_state.unhealthy.connection_termination.enabled',
      on: network,
      initial: 'true',
      check: trueOrFalse,
    },
    {
      key: 'target_health_state.unhealthy.draining_interval_seconds',
      on: network,
      initial: '0',
      check: wholeNumber(0, 360_000),
    },
    { key: 'target_failover.on_deregistration', on: gateway, initial: 'no_rebalance', check: rebalance },
    { key: 'target_failover.on_unhealthy', on: gateway, initial: 'no_rebalance', check: rebalance },
    { key: 'send_tcp_reset.on_deregistration.enabled', on: gateway, initial: 'false', check: trueOrFalse },
    { key: 'send_tcp_reset.on_unhealthy.enabled', on: gateway, initial: 'false', check: trueOrFalse },
  ],
  consistent(value, group) {
    if (network(group) && overUdp(group) && value('preserve_client_ip.enabled') === 'false') {
      refuseConfiguration(`Client IP preservation can't be disabled for protocol '${group.protocol}'`);
    }
    if (value('target_failover.on_deregistration') !== value('target_failover.on_unhealthy')) {
      refuseConfiguration(
        `The values of 'target_failover.on_deregistration' and 'target_failover.on_unhealthy' must be the same`,
      );
    }
    if (group.protocol === 'TLS' && value('stickiness.enabled') === 'true') {
      refuseConfiguration(`Stickiness is not supported for protocol 'TLS'`);
    }
    if (value('stickiness.type') === 'app_cookie' && value('stickiness.app_cookie.cookie_name') === '') {
      refuseConfiguration(`'stickiness.app_cookie.cookie_name' must be specified for stickiness type 'app_cookie'`);
    }
    const algorithm = value('load_balancing.algorithm.type');
    if (value('load_balancing.algorithm.anomaly_mitigation') === 'on' && algorithm !== 'weighted_random') {
      refuseConfiguration(`Anomaly mitigation is supported only with load balancing algorithm 'weighted_random'`);
    }
    if (Number(value('slow_start.duration_seconds')) > 0 && algorithm !== 'round_robin') {
      refuseConfiguration(`Slow start is not supported with load balancing algorithm '${algorithm}'`);
    }
    const terminates = value('target_health_state.unhealthy.connection_termination.enabled') === 'true';
    if (terminates && Number(value('target_health_state.unhealthy.draining_interval_seconds')) > 0) {
      refuseConfiguration('A draining interval requires that connection termination is disabled for unhealthy targets');
    }
  },
};

export function describeTargetGroupAttributes(
  input: DescribeTargetGroupAttributesInput,
  { world }: Call<World>,
): DescribeTargetGroupAttributesOutput {
  return { Attributes: describeAttributes(targetGroupAttributes, requireTargetGroup(world, input.TargetGroupArn)) };
}

export function modifyTargetGroupAttributes(
  input: ModifyTargetGroupAttributesInput,
  { world }: Call<World>,
): ModifyTargetGroupAttributesOutput {
  const group = requireTargetGroup(world, input.TargetGroupArn);
  modifyAttributes(targetGroupAttributes, group, input.Attributes);
  return { Attributes: describeAttributes(targetGroupAttributes, group) };
}

function minimumHealthy(what: string, count: Row['check']): Row[] {
  const prefix = `target_group_health.${what}.minimum_healthy_targets`;
  return [
    { key: `${prefix}.count`, on: notGateway, initial: '1', check: count },
    { key: `${prefix}.percentage`, on: notGateway, initial: 'off', check: percentageOrOff },
  ];
}

/** The load balancer keeps the names of its own cookies to itself. */
function cookieName(value: string): string | undefined {
  return value.startsWith('AWSALB') ? `must not begin with 'AWSALB'` : undefined;
}

function application(group: TargetGroup): boolean {
  return familyOf(group) === 'application';
}

function network(group: TargetGroup): boolean {
  return familyOf(group) === 'network';
}

function gateway(group: TargetGroup): boolean {
  return familyOf(group) === 'gateway';
}

function notGateway(group: TargetGroup): boolean {
  return !gateway(group);
}

function lambda(group: TargetGroup): boolean {
  return group.targetType === 'lambda';
}

function notLambda(group: TargetGroup): boolean {
  return !lambda(group);
}

/** Instances and addresses behind an application load balancer. */
function servers(group: TargetGroup): boolean {
  return application(group) && !lambda(group);
}

function overUdp({ protocol }: TargetGroup): boolean {
  return protocol !== 'TCP' && protocol !== 'TLS';
}

import {
  attribute as row,
  between,
  everywhere,
  onOff,
  words,
  type AttributeTable,
  defaultsOf,
} from '../../schema/attribute-table.ts';

export type TargetType = 'instance' | 'ip' | 'lambda' | 'alb';

/** What decides about the attributes of a group. */
export interface Served {
  readonly targetType: TargetType;
  readonly protocol?: string;
}

/** The columns of the table: whose group it can be, and what AWS makes of its protocol and targets. */
type TargetGroupScope =
  | 'application'
  | 'lambda'
  | 'network'
  | 'network by address'
  | 'network with datagrams'
  | 'gateway';

const network: readonly TargetGroupScope[] = ['network', 'network by address', 'network with datagrams'];
const routed: readonly TargetGroupScope[] = ['application', 'lambda', ...network];
const week = 604800;

/** AWS's target group attributes. */
export const attributes: AttributeTable<TargetGroupScope> = [
  row(
    'deregistration_delay.timeout_seconds',
    between(0, 3600),
    everywhere(['application', ...network, 'gateway'], '300'),
    'How long a target that leaves may finish what it began.',
  ),
  row('stickiness.enabled', onOff, everywhere([...routed, 'gateway'], 'false'), 'Whether clients stay with a target.'),
  row(
    'stickiness.type',
    words('lb_cookie', 'app_cookie', 'source_ip', 'source_ip_dest_ip', 'source_ip_dest_ip_proto'),
    {
      ...everywhere(['application', 'lambda'], 'lb_cookie'),
      ...everywhere(network, 'source_ip'),
      gateway: 'source_ip_dest_ip_proto',
    },
    'By what a client is known again.',
  ),
  row(
    'load_balancing.cross_zone.enabled',
    words('true', 'false', 'use_load_balancer_configuration'),
    everywhere(routed, 'use_load_balancer_configuration'),
    'Whether nodes also serve the targets of other zones.',
  ),
  ...['dns_failover', 'unhealthy_state_routing'].flatMap(failover),
  row(
    'load_balancing.algorithm.type',
    words('round_robin', 'least_outstanding_requests', 'weighted_random'),
    { application: 'round_robin' },
    'How a target is chosen.',
  ),
  row(
    'load_balancing.algorithm.anomaly_mitigation',
    words('on', 'off'),
    { application: 'off' },
    'Whether odd targets get less (weighted_random only).',
  ),
  row(
    'slow_start.duration_seconds',
    {
      ...between(0, 900),
      words: '0, or a whole number from 30 to 900',
      allows: (value) => value === '0' || between(30, 900).allows(value),
    },
    { application: '0' },
    'How long a new target is warmed up; 0 for not at all.',
  ),
  row(
    'stickiness.lb_cookie.duration_seconds',
    between(1, week),
    { application: '86400' },
    "How long the load balancer's own cookie counts.",
  ),
  row(
    'stickiness.app_cookie.cookie_name',
    {
      words: 'a cookie name that does not start with AWSALB',
      allows: (value) => !value.startsWith('AWSALB'),
    },
    { application: '' },
    'The cookie of the application.',
  ),
  row(
    'stickiness.app_cookie.duration_seconds',
    between(1, week),
    { application: '86400' },
    "How long the application's cookie counts.",
  ),
  row(
    'lambda.multi_value_headers.enabled',
    onOff,
    { lambda: 'false' },
    'Whether headers reach the function as lists of values.',
  ),
  row(
    'deregistration_delay.connection_termination.enabled',
    onOff,
    { ...everywhere(network, 'false'), 'network with datagrams': 'true' },
    'Whether what is left is cut when the delay ends.',
  ),
  row(
    'preserve_client_ip.enabled',
    onOff,
    { ...everywhere(network, 'true'), 'network by address': 'false' },
    "Whether targets see the client's address.",
  ),
  row('proxy_protocol_v2.enabled', onOff, everywhere(network, 'false'), 'Whether targets are sent proxy protocol v2.'),
  row(
    'target_health_state.unhealthy.connection_termination.enabled',
    onOff,
    everywhere(network, 'true'),
    'Whether connections to unhealthy targets are cut.',
  ),
  row(
    'target_health_state.unhealthy.draining_interval_seconds',
    between(0, 360000),
    everywhere(network, '0'),
    'How long an unhealthy target may finish what it began.',
  ),
  ...['on_deregistration', 'on_unhealthy'].flatMap(gatewayFailover),
];

function failover(what: string): AttributeTable<TargetGroupScope> {
  const prefix = `target_group_health.${what}.minimum_healthy_targets`;
  const counts = what === 'dns_failover' ? between(1, 1000, 'off') : between(1, 1000);
  return [
    row(
      `${prefix}.count`,
      counts,
      everywhere(routed, '1'),
      'Healthy targets below which this kind of failover starts.',
    ),
    row(
      `${prefix}.percentage`,
      between(1, 100, 'off'),
      everywhere(routed, 'off'),
      'The same as a share of all targets.',
    ),
  ];
}

function gatewayFailover(when: string): AttributeTable<TargetGroupScope> {
  return [
    row(
      `target_failover.${when}`,
      words('rebalance', 'no_rebalance'),
      { gateway: 'no_rebalance' },
      'Whether flows move to another target; the two target_failover attributes must agree.',
    ),
    row(`send_tcp_reset.${when}.enabled`, onOff, { gateway: 'false' }, 'Whether such flows are told by a TCP reset.'),
  ];
}

/** The column of the table for such a group. */
export function placeOf({ targetType, protocol }: Served): TargetGroupScope {
  if (targetType === 'lambda') return 'lambda';
  if (protocol === 'GENEVE') return 'gateway';
  if (protocol === 'HTTP' || protocol === 'HTTPS' || protocol === undefined) return 'application';
  if (protocol !== 'TCP' && protocol !== 'TLS') return 'network with datagrams';
  return targetType === 'ip' ? 'network by address' : 'network';
}

const defaults = defaultsOf(attributes);

/** What AWS sets by itself; nothing where such a group has no such attribute. */
export function defaultOf(key: string, group: Served): string | undefined {
  return defaults.get(key)?.[placeOf(group)];
}

import type {
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancerAttributesOutput,
  LoadBalancerTypeEnum,
  ModifyLoadBalancerAttributesInput,
  ModifyLoadBalancerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import {
  attributeValue,
  describeAttributes,
  modifyAttributes,
  oneOf,
  text,
  trueOrFalse,
  wholeNumber,
} from './attributes.ts';
import type { AttributeRow, AttributeTable } from './attributes.ts';
import { refuseConfiguration } from './constraints.ts';
import { requireLoadBalancer } from './find.ts';
import type { LoadBalancer } from './state.ts';

type Row = AttributeRow<LoadBalancer>;

const any = on('application', 'network', 'gateway');
const albOrNlb = on('application', 'network');
const alb = on('application');
const nlb = on('network');

export const loadBalancerAttributes: AttributeTable<LoadBalancer> = {
  what: 'Load balancer',
  kind: (loadBalancer) => `load balancers with type '${loadBalancer.type}'`,
  rows: [
    { key: 'deletion_protection.enabled', on: any, initial: 'false', check: trueOrFalse },
    { key: 'load_balancing.cross_zone.enabled', on: alb, initial: 'true', check: oneOf('true') },
    {
      key: 'load_balancing.cross_zone.enabled',
      on: on('network', 'gateway'),
      initial: 'false',
      check: trueOrFalse,
    },
    ...logs('access_logs', albOrNlb),
    {
      key: 'ipv6.deny_all_igw_traffic',
      on: albOrNlb,
      initial: ({ scheme }) => String(scheme === 'internal'),
      check: trueOrFalse,
    },
    { key: 'zonal_shift.config.enabled', on: albOrNlb, initial: 'false', check: trueOrFalse },
    { key: 'idle_timeout.timeout_seconds', on: alb, initial: '60', check: wholeNumber(1, 4000) },
    { key: 'client_keep_alive.seconds', on: alb, initial: '3600', check: wholeNumber(60, 604_800) },
    ...logs('connection_logs', alb),
    ...logs('health_check_logs', alb),
    {
      key: 'routing.http.desync_mitigation_mode',
      on: alb,
      initial: 'defensive',
      check: oneOf('monitor', 'defensive', 'strictest'),
    },
    { key: 'routing.http.drop_invalid_header_fields.enabled', on: alb, initial: 'false', check: trueOrFalse },
    { key: 'routing.http.preserve_host_header.enabled', on: alb, initial: 'false', check: trueOrFalse },
    {
      key: 'routing.http.x_amzn_tls_version_and_cipher_suite.enabled',
      on: alb,
      initial: 'false',
      check: trueOrFalse,
    },
    { key: 'routing.http.xff_client_port.enabled', on: alb, initial: 'false', check: trueOrFalse },
    {
      key: 'routing.http.xff_header_processing.mode',
      on: alb,
      initial: 'append',
      check: oneOf('append', 'preserve', 'remove'),
    },
    { key: 'routing.http2.enabled', on: alb, initial: 'true', check: trueOrFalse },
    { key: 'waf.fail_open.enabled', on: alb, initial: 'false', check: trueOrFalse },
    {
      key: 'dns_record.client_routing_policy',
      on: nlb,
      initial: 'any_availability_zone',
      check: oneOf('availability_zone_affinity', 'partial_availability_zone_affinity', 'any_availability_zone'),
    },
    { key: 'secondary_ips.auto_assigned.per_subnet', on: nlb, initial: '0', check: wholeNumber(0, 7) },
  ],
  consistent(value, loadBalancer) {
    for (const logged of ['access_logs', 'connection_logs', 'health_check_logs']) {
      if (value(`${logged}.s3.enabled`) === 'true' && value(`${logged}.s3.bucket`) === '') {
        refuseConfiguration(`The value of '${logged}.s3.bucket' cannot be empty while '${logged}.s3.enabled' is true`);
      }
    }
    const perSubnet = 'secondary_ips.auto_assigned.per_subnet';
    if (Number(value(perSubnet)) < Number(attributeValue(loadBalancerAttributes, loadBalancer, perSubnet))) {
      refuseConfiguration(`The value of '${perSubnet}' cannot be decreased`);
    }
  },
};

export function describeLoadBalancerAttributes(
  input: DescribeLoadBalancerAttributesInput,
  { world }: Call<World>,
): DescribeLoadBalancerAttributesOutput {
  const loadBalancer = requireLoadBalancer(world, input.LoadBalancerArn);
  return { Attributes: describeAttributes(loadBalancerAttributes, loadBalancer) };
}

export function modifyLoadBalancerAttributes(
  input: ModifyLoadBalancerAttributesInput,
  { world }: Call<World>,
): ModifyLoadBalancerAttributesOutput {
  const loadBalancer = requireLoadBalancer(world, input.LoadBalancerArn);
  modifyAttributes(loadBalancerAttributes, loadBalancer, input.Attributes);
  return { Attributes: describeAttributes(loadBalancerAttributes, loadBalancer) };
}

function on(...types: readonly LoadBalancerTypeEnum[]): Row['on'] {
  return (loadBalancer) => types.includes(loadBalancer.type);
}

function logs(name: string, which: Row['on']): Row[] {
  return [
    { key: `${name}.s3.enabled`, on: which, initial: 'false', check: trueOrFalse },
    { key: `${name}.s3.bucket`, on: which, initial: '', check: text(63) },
    { key: `${name}.s3.prefix`, on: which, initial: '', check: text() },
  ];
}

import { describe, expect, it } from 'vitest';
import {
  describeListenerAttributes,
  modifyListenerAttributes,
} from '../../../src/simulator/elbv2/listener-attributes.ts';
import { createListener } from '../../../src/simulator/elbv2/listeners.ts';
import {
  describeLoadBalancerAttributes,
  modifyLoadBalancerAttributes,
} from '../../../src/simulator/elbv2/load-balancer-attributes.ts';
import {
  describeTargetGroupAttributes,
  modifyTargetGroupAttributes,
} from '../../../src/simulator/elbv2/target-group-attributes.ts';
import { breakGround, must, refusal } from './ground.ts';

interface Described {
  readonly Attributes?: { Key?: string | undefined; Value?: string | undefined }[] | undefined;
}

function asObject({ Attributes = [] }: Described): Record<string, string> {
  return Object.fromEntries(Attributes.map(({ Key, Value }) => [must(Key), must(Value)]));
}

describe('load balancer attributes', () => {
  const load = (type: 'application' | 'network' | 'gateway') => {
    const ground = breakGround();
    const { LoadBalancerArn } = ground.loadBalancer('it', type);
    return {
      described: () => asObject(describeLoadBalancerAttributes({ LoadBalancerArn }, ground.call)),
      set: (Key: string, Value: string) =>
        modifyLoadBalancerAttributes({ LoadBalancerArn, Attributes: [{ Key, Value }] }, ground.call),
    };
  };

  it('have their defaults for each type, each key once', () => {
    expect(load('application').described()).toMatchObject({
      'deletion_protection.enabled': 'false',
      'load_balancing.cross_zone.enabled': 'true',
      'idle_timeout.timeout_seconds': '60',
      'client_keep_alive.seconds': '3600',
      'routing.http2.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'defensive',
      'ipv6.deny_all_igw_traffic': 'false',
      'access_logs.s3.bucket': '',
    });
    expect(load('network').described()).toEqual({
      'deletion_protection.enabled': 'false',
      'load_balancing.cross_zone.enabled': 'false',
      'access_logs.s3.enabled': 'false',
      'access_logs.s3.bucket': '',
      'access_logs.s3.prefix': '',
      'ipv6.deny_all_igw_traffic': 'false',
      'zonal_shift.config.enabled': 'false',
      'dns_record.client_routing_policy': 'any_availability_zone',
      'secondary_ips.auto_assigned.per_subnet': '0',
    });
    expect(Object.keys(load('gateway').described())).toEqual([
      'deletion_protection.enabled',
      'load_balancing.cross_zone.enabled',
    ]);
  });

  it('answer a change with all of them', () => {
    const { set, described } = load('application');
    expect(asObject(set('idle_timeout.timeout_seconds', '120'))).toEqual(described());
    expect(described()).toMatchObject({ 'idle_timeout.timeout_seconds': '120' });
  });

  it('refuse what they cannot be', () => {
    const { set, described } = load('application');
    const before = described();
    expect(() => set('idle_timeout.seconds', '1')).toThrow(refusal('ValidationError', 'is not recognized'));
    expect(() => set('idle_timeout.timeout_seconds', '4001')).toThrow(refusal('ValidationError', "'1' and '4000'"));
    expect(() => set('routing.http2.enabled', 'yes')).toThrow(refusal('ValidationError'));
    expect(() => set('load_balancing.cross_zone.enabled', 'false')).toThrow(refusal('ValidationError'));
    expect(() => set('dns_record.client_routing_policy', 'any_availability_zone')).toThrow(
      refusal('InvalidConfigurationRequest', "load balancers with type 'application'"),
    );
    expect(() => set('access_logs.s3.enabled', 'true')).toThrow(refusal('InvalidConfigurationRequest', 's3.bucket'));
    expect(described()).toEqual(before);
  });

  it('never take secondary addresses away', () => {
    const { set } = load('network');
    set('secondary_ips.auto_assigned.per_subnet', '3');
    expect(() => set('secondary_ips.auto_assigned.per_subnet', '2')).toThrow(refusal('InvalidConfigurationRequest'));
  });
});

describe('target group attributes', () => {
  const load = (more: Parameters<ReturnType<typeof breakGround>['targetGroup']>[1]) => {
    const ground = breakGround();
    const TargetGroupArn = ground.targetGroup('it', more);
    return {
      described: () => asObject(describeTargetGroupAttributes({ TargetGroupArn }, ground.call)),
      set: (...Attributes: { Key: string; Value: string }[]) =>
        modifyTargetGroupAttributes({ TargetGroupArn, Attributes }, ground.call),
    };
  };
  const lambda = { TargetType: 'lambda', Protocol: undefined, Port: undefined, VpcId: undefined } as const;

  it('have their defaults for each kind', () => {
    expect(load({}).described()).toMatchObject({
      'deregistration_delay.timeout_seconds': '300',
      'stickiness.type': 'lb_cookie',
      'stickiness.lb_cookie.duration_seconds': '86400',
      'load_balancing.algorithm.type': 'round_robin',
      'slow_start.duration_seconds': '0',
      'target_group_health.dns_failover.minimum_healthy_targets.percentage': 'off',
    });
    expect(load({ Protocol: 'TCP', TargetType: 'ip' }).described()).toMatchObject({
      'stickiness.type': 'source_ip',
      'preserve_client_ip.enabled': 'false',
      'deregistration_delay.connection_termination.enabled': 'false',
    });
    expect(load({ Protocol: 'TCP' }).described()).toMatchObject({ 'preserve_client_ip.enabled': 'true' });
    expect(load({ Protocol: 'UDP', TargetType: 'ip' }).described()).toMatchObject({
      'preserve_client_ip.enabled': 'true',
      'deregistration_delay.connection_termination.enabled': 'true',
    });
    expect(load({ Protocol: 'GENEVE', Port: 6081 }).described()).toMatchObject({
      'stickiness.type': 'source_ip_dest_ip_proto',
      'target_failover.on_unhealthy': 'no_rebalance',
    });
    expect(Object.keys(load(lambda).described())).not.toContain('deregistration_delay.timeout_seconds');
    expect(load(lambda).described()).toMatchObject({ 'lambda.multi_value_headers.enabled': 'false' });
  });

  it('refuse what they cannot be, and what cannot stand together', () => {
    const http = load({});
    expect(() => http.set({ Key: 'slow_start.duration_seconds', Value: '29' })).toThrow(refusal('ValidationError'));
    expect(() => http.set({ Key: 'proxy_protocol_v2.enabled', Value: 'true' })).toThrow(
      refusal('InvalidConfigurationRequest'),
    );
    expect(() => http.set({ Key: 'stickiness.type', Value: 'app_cookie' })).toThrow(
      refusal('InvalidConfigurationRequest', 'cookie_name'),
    );
    expect(() => load({ Protocol: 'TLS', Port: 443 }).set({ Key: 'stickiness.enabled', Value: 'true' })).toThrow(
      refusal('InvalidConfigurationRequest', `for protocol 'TLS'`),
    );
    const gateway = load({ Protocol: 'GENEVE', Port: 6081 });
    expect(() => gateway.set({ Key: 'target_failover.on_unhealthy', Value: 'rebalance' })).toThrow(
      refusal('InvalidConfigurationRequest', 'must be the same'),
    );
    gateway.set(
      { Key: 'target_failover.on_unhealthy', Value: 'rebalance' },
      { Key: 'target_failover.on_deregistration', Value: 'rebalance' },
    );
    expect(gateway.described()).toMatchObject({ 'target_failover.on_unhealthy': 'rebalance' });
  });
});

describe('listener attributes', () => {
  it('follow the protocol', () => {
    const ground = breakGround();
    const { LoadBalancerArn } = ground.loadBalancer();
    const ListenerArn = ground.listener(LoadBalancerArn, ground.targetGroup());
    const described = asObject(describeListenerAttributes({ ListenerArn }, ground.call));
    expect(described).toMatchObject({
      'routing.http.response.server.enabled': 'true',
      'routing.http.response.x_frame_options.header_value': '',
    });
    expect(Object.keys(described)).not.toContain('routing.http.request.x_amzn_tls_version.header_name');
    const set = (Key: string, Value: string) =>
      modifyListenerAttributes({ ListenerArn, Attributes: [{ Key, Value }] }, ground.call);
    expect(asObject(set('routing.http.response.server.enabled', 'false'))).toMatchObject({
      'routing.http.response.server.enabled': 'false',
    });
    expect(() => set('tcp.idle_timeout.seconds', '60')).toThrow(refusal('InvalidConfigurationRequest'));
  });

  it('time TCP connections out after 350 seconds', () => {
    const ground = breakGround();
    const { LoadBalancerArn } = ground.loadBalancer('tcp', 'network');
    const TargetGroupArn = ground.targetGroup('tcp', { Protocol: 'TCP' });
    const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }];
    const made = createListener({ LoadBalancerArn, Protocol: 'TCP', Port: 80, DefaultActions }, ground.call);
    const ListenerArn = made.Listeners?.[0]?.ListenerArn;
    expect(asObject(describeListenerAttributes({ ListenerArn }, ground.call))).toEqual({
      'tcp.idle_timeout.seconds': '350',
    });
  });
});

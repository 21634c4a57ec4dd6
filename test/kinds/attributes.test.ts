import { describe, expect, test } from 'vitest';
import * as listener from '../../src/resources/listener/attributes.ts';
import * as loadBalancer from '../../src/resources/load-balancer/attributes.ts';
import * as targetGroup from '../../src/resources/target-group/attributes.ts';
import type { AttributeTable } from '../../src/schema/attribute-table.ts';

const tables: Readonly<Record<string, AttributeTable<string>>> = {
  'load balancer': loadBalancer.attributes,
  listener: listener.attributes,
  'target group': targetGroup.attributes,
};

describe.each(Object.entries(tables))('attributes of a %s', (_, rows) => {
  test('no key is there twice', () => {
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });

  test("AWS's default is a value that AWS allows", () => {
    const refused = rows.flatMap(({ key, values, defaults }) =>
      Object.values(defaults)
        .filter((value) => value !== '' && !values.allows(value ?? ''))
        .map((value) => [key, value]),
    );
    expect(refused).toEqual([]);
  });

  test('an attribute exists somewhere', () => {
    expect(rows.filter((row) => Object.keys(row.defaults).length === 0)).toEqual([]);
  });
});

test('an internal load balancer keeps internet gateways out by default', () => {
  const key = 'ipv6.deny_all_igw_traffic';
  expect(loadBalancer.defaultOf(key, { type: 'network', scheme: 'internal' })).toBe('true');
  expect(loadBalancer.defaultOf(key, { type: 'application', scheme: 'internet-facing' })).toBe('false');
  expect(loadBalancer.defaultOf(key, { type: 'gateway', scheme: 'internal' })).toBeUndefined();
});

test('an attribute that such a load balancer does not have has no default', () => {
  expect(loadBalancer.defaultOf('idle_timeout.timeout_seconds', { type: 'application' })).toBe('60');
  expect(loadBalancer.defaultOf('idle_timeout.timeout_seconds', { type: 'network' })).toBeUndefined();
  expect(loadBalancer.defaultOf('colour', { type: 'application' })).toBeUndefined();
});

test.each([
  ['preserve_client_ip.enabled', { targetType: 'ip', protocol: 'TCP' }, 'false'],
  ['preserve_client_ip.enabled', { targetType: 'instance', protocol: 'TLS' }, 'true'],
  ['preserve_client_ip.enabled', { targetType: 'ip', protocol: 'UDP' }, 'true'],
  ['preserve_client_ip.enabled', { targetType: 'ip', protocol: 'HTTP' }, undefined],
  ['deregistration_delay.connection_termination.enabled', { targetType: 'ip', protocol: 'TCP_UDP' }, 'true'],
  ['deregistration_delay.connection_termination.enabled', { targetType: 'ip', protocol: 'TCP' }, 'false'],
  ['target_health_state.unhealthy.connection_termination.enabled', { targetType: 'ip', protocol: 'TCP_UDP' }, 'true'],
  ['target_health_state.unhealthy.connection_termination.enabled', { targetType: 'instance', protocol: 'UDP' }, 'true'],
  ['deregistration_delay.timeout_seconds', { targetType: 'lambda' }, undefined],
  ['stickiness.type', { targetType: 'instance', protocol: 'GENEVE' }, 'source_ip_dest_ip_proto'],
  ['stickiness.type', { targetType: 'instance', protocol: 'HTTPS' }, 'lb_cookie'],
] as const)('%s of the target group %j is %s by default', (key, group, value) => {
  expect(targetGroup.defaultOf(key, group)).toBe(value);
});

test.each([
  ['tcp.idle_timeout.seconds', { protocol: 'TCP' }, '350'],
  ['tcp.idle_timeout.seconds', { protocol: 'TCP_UDP' }, '350'],
  ['tcp.idle_timeout.seconds', {}, '350'],
  ['tcp.idle_timeout.seconds', { protocol: 'UDP' }, undefined],
  ['routing.http.response.server.enabled', { protocol: 'HTTP' }, 'true'],
  ['routing.http.request.x_amzn_tls_version.header_name', { protocol: 'HTTPS' }, ''],
])('%s of the listener %j is %s by default', (key, at, value) => {
  expect(listener.defaultOf(key, at)).toBe(value);
});

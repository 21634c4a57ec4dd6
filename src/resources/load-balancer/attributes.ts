import {
  attribute as row,
  between,
  everywhere,
  onOff,
  textUpTo,
  words,
  type AttributeTable,
  defaultsOf,
} from '../../schema/attribute-table.ts';

/** What AWS calls the type of a load balancer. */
export type LoadBalancerKind = 'application' | 'network' | 'gateway';

const all: readonly LoadBalancerKind[] = ['application', 'network', 'gateway'];
const routed: readonly LoadBalancerKind[] = ['application', 'network'];

function application(value: string): { readonly application: string } {
  return { application: value };
}

/** A group of attributes that sends logs of one sort to S3. */
function logs(prefix: string, what: string, places: readonly LoadBalancerKind[]): AttributeTable<LoadBalancerKind> {
  return [
    row(`${prefix}.s3.enabled`, onOff, everywhere(places, 'false'), `Whether ${what} are written to S3.`),
    row(`${prefix}.s3.bucket`, textUpTo(63), everywhere(places, ''), `The bucket for ${what}, in the same region.`),
    row(`${prefix}.s3.prefix`, textUpTo(1024), everywhere(places, ''), `Where in the bucket ${what} go.`),
  ];
}

/** AWS's load balancer attributes. */
export const attributes: AttributeTable<LoadBalancerKind> = [
  row('deletion_protection.enabled', onOff, everywhere(all, 'false'), 'AWS refuses to delete it while true.'),
  row(
    'load_balancing.cross_zone.enabled',
    onOff,
    { application: 'true', network: 'false', gateway: 'false' },
    'Whether every node serves the targets of all zones; always true for an application load balancer.',
  ),
  ...logs('access_logs', 'access logs', routed),
  row('zonal_shift.config.enabled', onOff, everywhere(routed, 'false'), 'Whether a zone may be taken out of service.'),
  row(
    'ipv6.deny_all_igw_traffic',
    onOff,
    everywhere(routed, 'false'),
    'Keeps traffic from an internet gateway out; an internal load balancer starts with true.',
  ),
  row('idle_timeout.timeout_seconds', between(1, 4000), application('60'), 'Closes silent connections after that.'),
  row('client_keep_alive.seconds', between(60, 604800), application('3600'), 'Longest life of a client connection.'),
  ...logs('connection_logs', 'connection logs', ['application']),
  ...logs('health_check_logs', 'health check logs', ['application']),
  row(
    'routing.http.desync_mitigation_mode',
    words('monitor', 'defensive', 'strictest'),
    application('defensive'),
    'What is done about requests that proxies could read in two ways.',
  ),
  row(
    'routing.http.drop_invalid_header_fields.enabled',
    onOff,
    application('false'),
    'Whether invalid header fields are removed.',
  ),
  row(
    'routing.http.preserve_host_header.enabled',
    onOff,
    application('false'),
    'Whether targets see the Host as sent.',
  ),
  row(
    'routing.http.x_amzn_tls_version_and_cipher_suite.enabled',
    onOff,
    application('false'),
    'Whether targets are told the TLS version and cipher.',
  ),
  row('routing.http.xff_client_port.enabled', onOff, application('false'), 'Whether X-Forwarded-For has the port.'),
  row(
    'routing.http.xff_header_processing.mode',
    words('append', 'preserve', 'remove'),
    application('append'),
    'What is done to X-Forwarded-For.',
  ),
  row('routing.http2.enabled', onOff, application('true'), 'Whether clients may speak HTTP/2.'),
  row('waf.fail_open.enabled', onOff, application('false'), 'Whether requests pass when WAF does not answer.'),
  row(
    'dns_record.client_routing_policy',
    words('any_availability_zone', 'availability_zone_affinity', 'partial_availability_zone_affinity'),
    { network: 'any_availability_zone' },
    'Whether clients are sent to nodes in their own zone.',
  ),
  row(
    'secondary_ips.auto_assigned.per_subnet',
    between(0, 7),
    { network: '0' },
    'Further addresses for each node; AWS never takes one back.',
  ),
];

const defaults = defaultsOf(attributes);

/** What AWS sets by itself; nothing where such a load balancer has no such attribute. */
export function defaultOf(
  key: string,
  { type, scheme }: { readonly type: LoadBalancerKind; readonly scheme?: string },
): string | undefined {
  const value = defaults.get(key)?.[type];
  return key === 'ipv6.deny_all_igw_traffic' && value !== undefined && scheme === 'internal' ? 'true' : value;
}

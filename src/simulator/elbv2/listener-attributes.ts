import type {
  DescribeListenerAttributesInput,
  DescribeListenerAttributesOutput,
  ModifyListenerAttributesInput,
  ModifyListenerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { describeAttributes, modifyAttributes, oneOf, text, trueOrFalse, wholeNumber } from './attributes.ts';
import type { AttributeRow, AttributeTable } from './attributes.ts';
import { requireListener } from './find.ts';
import type { Listener } from './state.ts';

type Row = AttributeRow<Listener>;

const requestHeaders = [
  'x_amzn_mtls_clientcert_serial_number',
  'x_amzn_mtls_clientcert_issuer',
  'x_amzn_mtls_clientcert_subject',
  'x_amzn_mtls_clientcert_validity',
  'x_amzn_mtls_clientcert_leaf',
  'x_amzn_mtls_clientcert',
  'x_amzn_tls_version',
  'x_amzn_tls_cipher_suite',
];

const responseHeaders: Readonly<Record<string, Row['check']>> = {
  strict_transport_security: text(),
  access_control_allow_origin: text(),
  access_control_allow_methods: text(),
  access_control_allow_headers: text(),
  access_control_allow_credentials: oneOf('true', ''),
  access_control_expose_headers: text(),
  access_control_max_age: wholeNumber(0, 86_400, ''),
  content_security_policy: text(),
  x_content_type_options: oneOf('nosniff', ''),
  x_frame_options: oneOf('DENY', 'SAMEORIGIN', ''),
};

export const listenerAttributes: AttributeTable<Listener> = {
  what: 'Listener',
  kind: (listener) => `listeners with protocol '${listener.protocol ?? 'GENEVE'}'`,
  rows: [
    { key: 'tcp.idle_timeout.seconds', on: tcpOrGateway, initial: '350', check: wholeNumber(60, 6000) },
    { key: 'send_tcp_reset.on_idle_timeout.enabled', on: gateway, initial: 'false', check: trueOrFalse },
    ...requestHeaders.map((name): Row => ({
      key: `routing.http.request.${name}.header_name`,
      on: https,
      initial: '',
      check: headerName,
    })),
    { key: 'routing.http.response.server.enabled', on: http, initial: 'true', check: trueOrFalse },
    ...Object.entries(responseHeaders).map(([name, check]): Row => ({
      key: `routing.http.response.${name}.header_value`,
      on: http,
      initial: '',
      check,
    })),
  ],
};

export function describeListenerAttributes(
  input: DescribeListenerAttributesInput,
  { world }: Call<World>,
): DescribeListenerAttributesOutput {
  return { Attributes: describeAttributes(listenerAttributes, requireListener(world, input.ListenerArn)) };
}

export function modifyListenerAttributes(
  input: ModifyListenerAttributesInput,
  { world }: Call<World>,
): ModifyListenerAttributesOutput {
  const listener = requireListener(world, input.ListenerArn);
  modifyAttributes(listenerAttributes, listener, input.Attributes);
  return { Attributes: describeAttributes(listenerAttributes, listener) };
}

function tcpOrGateway(listener: Listener): boolean {
  return listener.protocol === 'TCP' || listener.protocol === 'TCP_UDP' || gateway(listener);
}

function gateway({ protocol }: Listener): boolean {
  return protocol === undefined;
}

function http({ protocol }: Listener): boolean {
  return protocol === 'HTTP' || protocol === 'HTTPS';
}

function https({ protocol }: Listener): boolean {
  return protocol === 'HTTPS';
}

function headerName(value: string): string | undefined {
  return /^[A-Za-z0-9_-]{0,40}$/.test(value) ? undefined : 'must be at most 40 letters, digits, hyphens or underscores';
}

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

/** What decides about a listener's attributes: its protocol, which a gateway's does not name. */
type ProtocolScope = 'HTTP' | 'HTTPS' | 'TCP' | 'TCP_UDP' | 'GENEVE';

const web: readonly ProtocolScope[] = ['HTTP', 'HTTPS'];

const headerName = {
  words: 'a header name of at most 40 letters, digits, hyphens and underscores, or empty',
  allows: (value: string) => /^[\w-]{0,40}$/.test(value),
};

/** The name of a header about the client's certificate or connection; empty, as AWS has it by default, is the plain name. */
function requestHeader(name: string): AttributeTable<ProtocolScope>[number] {
  const key = `routing.http.request.${name.toLowerCase().replaceAll('-', '_')}.header_name`;
  return row(key, headerName, { HTTPS: '' }, `The name under which targets receive ${name}.`);
}

/** A header that the listener adds to answers, or overrides; empty for not at all. */
function responseHeader(name: string, values = textUpTo(1024)): AttributeTable<ProtocolScope>[number] {
  const key = `routing.http.response.${name.toLowerCase().replaceAll('-', '_')}.header_value`;
  return row(key, values, everywhere(web, ''), `The ${name} header of answers.`);
}

/** AWS's listener attributes. */
export const attributes: AttributeTable<ProtocolScope> = [
  row(
    'tcp.idle_timeout.seconds',
    between(60, 6000),
    everywhere(['TCP', 'TCP_UDP', 'GENEVE'], '350'),
    'Forgets silent flows after that.',
  ),
  row(
    'send_tcp_reset.on_idle_timeout.enabled',
    onOff,
    { GENEVE: 'false' },
    'Whether a forgotten flow is told by a TCP reset.',
  ),
  requestHeader('X-Amzn-Mtls-Clientcert-Serial-Number'),
  requestHeader('X-Amzn-Mtls-Clientcert-Issuer'),
  requestHeader('X-Amzn-Mtls-Clientcert-Subject'),
  requestHeader('X-Amzn-Mtls-Clientcert-Validity'),
  requestHeader('X-Amzn-Mtls-Clientcert-Leaf'),
  requestHeader('X-Amzn-Mtls-Clientcert'),
  requestHeader('X-Amzn-Tls-Version'),
  requestHeader('X-Amzn-Tls-Cipher-Suite'),
  row('routing.http.response.server.enabled', onOff, everywhere(web, 'true'), 'Whether answers have a Server header.'),
  responseHeader('Strict-Transport-Security'),
  responseHeader('Access-Control-Allow-Origin'),
  responseHeader('Access-Control-Allow-Methods'),
  responseHeader('Access-Control-Allow-Headers'),
  responseHeader('Access-Control-Allow-Credentials', words('true', '')),
  responseHeader('Access-Control-Expose-Headers'),
  responseHeader('Access-Control-Max-Age', between(0, 86400, '')),
  responseHeader('Content-Security-Policy'),
  responseHeader('X-Content-Type-Options', words('nosniff', '')),
  responseHeader('X-Frame-Options', words('DENY', 'SAMEORIGIN', '')),
];

const defaults = defaultsOf(attributes);

/** What AWS sets by itself; nothing where a listener of that protocol has no such attribute. */
export function defaultOf(key: string, { protocol }: { readonly protocol?: string }): string | undefined {
  return defaults.get(key)?.[placeOf(protocol)];
}

/** The column of the table; a protocol without attributes has no column, and so finds nothing. */
export function placeOf(protocol: string | undefined): ProtocolScope {
  return (protocol ?? 'GENEVE') as ProtocolScope;
}

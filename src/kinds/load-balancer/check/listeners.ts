import type { Fault } from '../../../schema/fault.ts';
import { listed, named } from '../../../schema/words.ts';
import { repeats } from '../../check/repeats.ts';
import type { Manifest } from '../../manifest.ts';
import { listenersOf, typeOf } from './walk.ts';

type LoadBalancer = Manifest<'LoadBalancer'>;

/** What each type of load balancer can listen for. */
const speaks = {
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'],
} as const;

/** Ports and protocols that such a load balancer cannot listen on. */
export function* listeners(balancer: LoadBalancer): Iterable<Fault> {
  const type = typeOf(balancer);
  if (type === 'gateway') return yield* gatewayListeners(balancer);
  yield* samePort(balancer);
  for (const { listener, path } of listenersOf(balancer)) {
    const { port, protocol } = listener;
    const spoken: readonly string[] = speaks[type];
    if (port === undefined) yield { path, message: '"port" is missing' };
    if (protocol === undefined) yield { path, message: '"protocol" is missing', hint: `one of ${spoken.join(', ')}` };
    else if (!spoken.includes(protocol)) {
      const message = `${named(type, 'load balancer')} does not speak ${protocol}`;
      yield { path: [...path, 'protocol'], message, hint: `it speaks ${listed(spoken, 'and')}` };
    }
  }
}

/** AWS has one listener for a port, whatever the protocols. */
function* samePort(balancer: LoadBalancer): Iterable<Fault> {
  for (const { item, first } of repeats(listenersOf(balancer), ({ listener }) => listener.port)) {
    const { line } = balancer.source.locate([...first.path, 'port']);
    const protocols = new Set([first.listener.protocol, item.listener.protocol]);
    const hint = protocols.has('TCP') && protocols.has('UDP') ? 'protocol TCP_UDP serves both' : undefined;
    const message = `port ${item.listener.port} already has a listener, at line ${line}`;
    yield { path: [...item.path, 'port'], message, hint };
  }
}

function* gatewayListeners(balancer: LoadBalancer): Iterable<Fault> {
  for (const [index, { listener, path }] of [...listenersOf(balancer)].entries()) {
    if (index > 0) yield { path, message: 'a gateway load balancer has only one listener' };
    for (const field of ['port', 'protocol'] as const) {
      if (listener[field] === undefined) continue;
      const message = `a listener of a gateway load balancer has no ${field}`;
      yield { path: [...path, field], onKey: true, message, hint: 'it takes every packet' };
    }
  }
}

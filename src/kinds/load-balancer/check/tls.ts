import type { Fault } from '../../../schema/fault.ts';
import { named } from '../../../schema/words.ts';
import { repeats } from '../../check/repeats.ts';
import type { Manifest } from '../../manifest.ts';
import { listenersOf, typeOf, type AtListener } from './walk.ts';

/** Fields that make sense for some protocols only. */
const only = {
  sslPolicy: ['HTTPS', 'TLS'],
  certificates: ['HTTPS', 'TLS'],
  alpnPolicy: ['TLS'],
  mutualAuthentication: ['HTTPS'],
} as const;

/** Certificates where there must be some, and encryption where there is none. */
export function* certificates(balancer: Manifest<'LoadBalancer'>): Iterable<Fault> {
  const kind = typeOf(balancer) === 'gateway' ? 'gateway' : undefined;
  for (const { listener, path } of listenersOf(balancer)) {
    const protocol = kind ?? listener.protocol;
    if (protocol === undefined) continue;
    for (const field of ['sslPolicy', 'certificates', 'alpnPolicy', 'mutualAuthentication'] as const) {
      const protocols: readonly string[] = only[field];
      if (listener[field] === undefined || protocols.includes(protocol)) continue;
      const hint = `only ${protocols.join(' and ')} listeners have`;
      yield { path: [...path, field], onKey: true, message: `${named(protocol, 'listener')} has no ${field}`, hint };
    }
    if (only.certificates.includes(protocol as 'TLS') && listener.certificates === undefined)
      yield {
        path,
        message: `${named(protocol, 'listener')} needs a certificate`,
        hint: 'certificates: [ { arn: … } ]',
      };
    yield* twice({ listener, path });
    yield* clientCertificates({ listener, path });
  }
}

function* twice({ listener, path }: AtListener): Iterable<Fault> {
  for (const { item } of repeats((listener.certificates ?? []).entries(), ([, { arn }]) => arn))
    yield { path: [...path, 'certificates', item[0]], message: 'this certificate is listed twice' };
}

function* clientCertificates({ listener, path }: AtListener): Iterable<Fault> {
  const mutual = listener.mutualAuthentication;
  if (mutual === undefined) return;
  const at = [...path, 'mutualAuthentication'];
  if (mutual.mode === 'verify' && mutual.trustStore === undefined)
    yield { path: at, message: 'mode verify needs a trustStore', hint: 'trustStore: { arn: … }' };
  if (mutual.mode === 'verify') return;
  for (const field of ['trustStore', 'ignoreClientCertificateExpiry', 'advertiseTrustStoreCaNames'] as const) {
    if (mutual[field] !== undefined)
      yield { path: [...at, field], onKey: true, message: `goes only with mode verify, the mode is ${mutual.mode}` };
  }
}

import { sameSet, type Fields } from '../../core/fields.ts';
import { sameActions } from '../action/normal.ts';
import { defaultsFor } from '../defaults.ts';
import { defaultOf } from './attributes.ts';
import { DEFAULT_SSL_POLICY, isSecure, noAlpn, noMutualAuthentication, sameMutualAuthentication } from './security.ts';
import type { ListenerState } from './state.ts';

/** Written by one AWS call each, in the order in which an update makes them. */
export type ListenerGroup = 'listener' | 'certificates' | 'attributes';

export const listenerFields: Fields<ListenerState, ListenerGroup> = {
  // Listeners are paired within their load balancer, so that they can only differ in it while it is being replaced.
  loadBalancer: { onChange: 'replace', same: () => true, path: '' },
  port: { onChange: 'listener', impact: 'brief' },
  protocol: { onChange: 'listener', impact: 'brief' },
  sslPolicy: { onChange: 'listener', default: (live) => (isSecure(live) ? DEFAULT_SSL_POLICY : undefined) },
  certificate: { onChange: 'listener', path: '/certificates', told: certificatesOf },
  alpnPolicy: { onChange: 'listener', default: (live) => (live.protocol === 'TLS' ? noAlpn : undefined) },
  mutualAuthentication: {
    onChange: 'listener',
    same: sameMutualAuthentication,
    default: (live) => (live.protocol === 'HTTPS' ? noMutualAuthentication : undefined),
  },
  defaultActions: { onChange: 'listener', same: sameActions },
  extraCertificates: {
    onChange: 'certificates',
    same: sameSet,
    attached: true,
    path: '/certificates',
    told: certificatesOf,
  },
  attributes: {
    onChange: 'attributes',
    keyed: true,
    default: (live) => defaultsFor(live.attributes, (key) => defaultOf(key, live)),
  },
};

/** As the manifest lists them; which is the default one is said, since lists are told as sets. */
function certificatesOf({ certificate, extraCertificates = [] }: ListenerState): readonly object[] {
  const others = extraCertificates.map((arn) => ({ arn }));
  return certificate === undefined ? others : [{ arn: certificate, default: true }, ...others];
}

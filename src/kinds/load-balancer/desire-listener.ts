import type { Path } from '../../core/problem.ts';
import type { Wanted } from '../../core/resource.ts';
import type { MutualAuthentication } from '../../resources/listener/security.ts';
import type { ListenerState } from '../../resources/listener/type.ts';
import { attributeTexts } from '../attribute-texts.ts';
import type { DesireContext } from '../context.ts';
import type { Manifest } from '../manifest.ts';
import { shellOf, sourceAt } from '../wanted.ts';
import { desireActions } from './desire-actions.ts';
import type { ListenerSpec, MutualAuthenticationSpec } from './listener.ts';

/** One listener of the load balancer; its key is its port, of which a gateway's has none. */
export function desireListener(
  manifest: Manifest<'LoadBalancer'>,
  context: DesireContext,
  { listener, path }: { readonly listener: ListenerSpec; readonly path: Path },
): Wanted<ListenerState> {
  const { namespace, name } = manifest;
  const { certificates, mutualAuthentication, defaultActions, attributes, rules: _, ...same } = listener;
  const key = String(listener.port ?? 'default');
  const parent = `load-balancer/${namespace}/${name}`;
  const id = `listener/${namespace}/${name}/${key}`;
  return {
    ...shellOf(manifest),
    id,
    type: 'listener',
    parent,
    key,
    at: `/spec/listeners/${key}`,
    state: {
      ...same,
      loadBalancer: { $ref: parent, output: 'arn' },
      ...certificatesOf(certificates),
      ...(mutualAuthentication === undefined
        ? {}
        : { mutualAuthentication: mutualAuthenticationOf(mutualAuthentication) }),
      defaultActions: desireActions(defaultActions, { namespace, id }, context),
      ...(attributes === undefined ? {} : { attributes: attributeTexts(attributes) }),
    },
    source: sourceAt(manifest, path),
  };
}

/** The first is the default one; all further ones are the manifest's to say, so that none declared means none. */
function certificatesOf(
  certificates: ListenerSpec['certificates'] = [],
): Pick<ListenerState, 'certificate' | 'extraCertificates'> {
  const [certificate, ...extras] = [...new Set(certificates.map(({ arn }) => arn))];
  return certificate === undefined ? {} : { certificate, extraCertificates: extras.sort() };
}

function mutualAuthenticationOf({ trustStore, ...spec }: MutualAuthenticationSpec): MutualAuthentication {
  return { ...spec, ...(trustStore === undefined ? {} : { trustStore: trustStore.arn }) };
}

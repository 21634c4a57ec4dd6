import type { Listener } from '@aws-sdk/client-elastic-load-balancing-v2';
import { allPages, ELBV2_PAGE } from '../../aws/pages.ts';
import type { Elbv2Port } from '../../aws/ports.ts';
import type { Live } from '../../core/resource.ts';
import { fromSdk } from '../action/read.ts';
import { targetGroupsOf } from '../action/target-groups.ts';
import { observeChildren } from '../children.ts';
import { elbv2TagsOf } from '../elbv2-tags.ts';
import { fromPairs } from '../pairs.ts';
import type { ObserveContext, Observed, Reads, Tags } from '../resource.ts';
import { DEFAULT_SSL_POLICY, fromSdkMutualAuthentication, isSecure, noAlpn } from './security.ts';
import type { ListenerState } from './type.ts';

/** How it is read. */
export const listenerReads: Reads<ListenerState> = { observe };

/** The listeners of every load balancer that was observed. */
function observe(context: ObserveContext): Promise<Observed<ListenerState>> {
  const { elbv2 } = context.aws;
  return observeChildren({
    type: 'listener',
    parents: context.observed('load-balancer'),
    list: ({ physical }) => listListeners(elbv2, physical),
    physicalOf: arnOf,
    readTags: (items) => elbv2TagsOf(elbv2, items.map(arnOf)),
    async readInDepth(item, { physical }, tags, read) {
      const [attributes, extraCertificates] = await Promise.all([
        read(readAttributes(elbv2, item)),
        isSecure({ ...(item.Protocol && { protocol: item.Protocol }) })
          ? read(readExtraCertificates(elbv2, item))
          : undefined,
      ]);
      return toLive(item, physical, tags, {
        ...(attributes === undefined ? {} : { attributes }),
        ...(extraCertificates === undefined ? {} : { extraCertificates }),
      });
    },
  });
}

function arnOf({ ListenerArn: arn = '' }: Listener): string {
  return arn;
}

export function listListeners(elbv2: Elbv2Port, loadBalancer: string): Promise<Listener[]> {
  return allPages(
    elbv2.describeListeners,
    { LoadBalancerArn: loadBalancer, PageSize: ELBV2_PAGE },
    (page) => page.Listeners,
    { tokenIn: 'Marker' },
  );
}

async function readAttributes(elbv2: Elbv2Port, { ListenerArn }: Listener): Promise<Record<string, string>> {
  const { Attributes } = await elbv2.describeListenerAttributes({ ListenerArn });
  return fromPairs(Attributes);
}

/** AWS lists the default certificate along with the others, and twice where it is among them. */
async function readExtraCertificates(elbv2: Elbv2Port, { ListenerArn, Certificates }: Listener): Promise<string[]> {
  const all = await allPages(
    elbv2.describeListenerCertificates,
    { ListenerArn, PageSize: ELBV2_PAGE },
    (page) => page.Certificates,
    { tokenIn: 'Marker' },
  );
  const defaults = new Set((Certificates ?? []).map(({ CertificateArn }) => CertificateArn));
  const extras = all.flatMap(({ CertificateArn: arn }) => (arn === undefined || defaults.has(arn) ? [] : [arn]));
  return [...new Set(extras)].sort();
}

function toLive(
  item: Listener,
  loadBalancer: string,
  tags: Tags,
  read: Pick<ListenerState, 'attributes' | 'extraCertificates'>,
): Live<ListenerState> {
  const { ListenerArn: arn = '', Port: port, Protocol: protocol } = item;
  const defaultActions = fromSdk(item.DefaultActions, tags);
  return {
    type: 'listener',
    physical: arn,
    parent: loadBalancer,
    state: {
      loadBalancer,
      ...(port === undefined ? {} : { port }),
      ...(protocol === undefined ? {} : { protocol }),
      ...securityOf(item),
      defaultActions,
      ...read,
    },
    tags,
    outputs: { arn },
    uses: targetGroupsOf(defaultActions),
  };
}

/** What only some protocols have; some endpoints tell it of all. */
function securityOf(item: Listener): Partial<ListenerState> {
  const { Protocol: protocol, SslPolicy: sslPolicy = DEFAULT_SSL_POLICY } = item;
  const certificate = item.Certificates?.[0]?.CertificateArn;
  if (protocol !== 'HTTPS' && protocol !== 'TLS') return {};
  return {
    sslPolicy,
    ...(certificate === undefined ? {} : { certificate }),
    ...(protocol === 'TLS' ? { alpnPolicy: item.AlpnPolicy?.[0] ?? noAlpn } : {}),
    ...(protocol === 'HTTPS' ? { mutualAuthentication: fromSdkMutualAuthentication(item.MutualAuthentication) } : {}),
  };
}

import type {
  Certificate,
  MutualAuthenticationAttributes,
  ProtocolEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import { requireCertificate } from './certificates.ts';
import { refuse, refuseConfiguration, requireOneOf } from './constraints.ts';
import { requireTrustStore } from './find.ts';
import { requireSslPolicy } from './ssl-policies.ts';
import type { Listener } from './state.ts';

/** What makes a listener secure. A protocol that has none of it is left with none of it. */
type ListenerSecurity = Pick<Listener, 'sslPolicy' | 'defaultCertificate' | 'alpnPolicy' | 'mutualAuthentication'>;

interface SecurityRequest {
  readonly SslPolicy?: string | undefined;
  readonly Certificates?: Certificate[] | undefined;
  readonly AlpnPolicy?: string[] | undefined;
  readonly MutualAuthentication?: MutualAuthenticationAttributes | undefined;
}

const defaultSslPolicy = 'ELBSecurityPolicy-2016-08';
const alpnPolicies = ['HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None'];

/** What was asked for, over what stands, over AWS's defaults. */
export function settleSecurity(
  world: World,
  protocol: ProtocolEnum | undefined,
  { request, standing }: { request: SecurityRequest; standing: ListenerSecurity | undefined },
): ListenerSecurity {
  requireSupported(protocol, request);
  if (protocol !== 'HTTPS' && protocol !== 'TLS') {
    return {
      sslPolicy: undefined,
      defaultCertificate: undefined,
      alpnPolicy: undefined,
      mutualAuthentication: undefined,
    };
  }
  if (request.SslPolicy !== undefined) requireSslPolicy(request.SslPolicy);
  return {
    sslPolicy: request.SslPolicy ?? standing?.sslPolicy ?? defaultSslPolicy,
    defaultCertificate:
      oneCertificate(protocol, request.Certificates) ?? standing?.defaultCertificate ?? refuseBare(protocol),
    alpnPolicy: protocol === 'TLS' ? (oneAlpnPolicy(request.AlpnPolicy) ?? standing?.alpnPolicy) : undefined,
    mutualAuthentication:
      protocol === 'HTTPS'
        ? (settleMutual(world, request.MutualAuthentication) ?? standing?.mutualAuthentication ?? { Mode: 'off' })
        : undefined,
  };
}

function requireSupported(protocol: ProtocolEnum | undefined, request: SecurityRequest): void {
  const secure = protocol === 'HTTPS' || protocol === 'TLS';
  const refusals: [boolean, string][] = [
    [!secure && (request.Certificates ?? []).length > 0, 'Certificates are'],
    [!secure && request.SslPolicy !== undefined, 'An SSL policy is'],
    [protocol !== 'TLS' && (request.AlpnPolicy ?? []).length > 0, 'An ALPN policy is'],
    [protocol !== 'HTTPS' && (request.MutualAuthentication?.Mode ?? 'off') !== 'off', 'Mutual authentication is'],
  ];
  for (const [wrong, what] of refusals) {
    if (wrong) refuse(`${what} not supported for listeners with protocol '${protocol ?? 'none'}'`);
  }
}

function oneCertificate(protocol: ProtocolEnum, certificates: Certificate[] = []): string | undefined {
  if (certificates.length > 1) refuse(`Exactly one certificate must be specified for ${protocol} listeners`);
  return certificates.map(requireCertificate)[0];
}

function refuseBare(protocol: ProtocolEnum): never {
  refuse(`A certificate must be specified for ${protocol} listeners`);
}

function oneAlpnPolicy(policies: string[] = []): string[] | undefined {
  if (policies.length === 0) return undefined;
  const [policy] = policies;
  if (policies.length > 1 || !alpnPolicies.includes(policy ?? '')) {
    throw new AwsError(
      'ALPNPolicyNotFound',
      `ALPN policy '${policies.join(', ')}' must be one of '${alpnPolicies.join(', ')}'`,
    );
  }
  return policies;
}

function settleMutual(
  world: World,
  asked: MutualAuthenticationAttributes | undefined,
): MutualAuthenticationAttributes | undefined {
  if (asked === undefined) return undefined;
  requireOneOf(asked.Mode, 'mutualAuthentication.mode', ['off', 'passthrough', 'verify']);
  if (asked.Mode !== 'verify') {
    if (asked.TrustStoreArn !== undefined && asked.TrustStoreArn !== '')
      refuseConfiguration(`A trust store requires mutual authentication mode 'verify'`);
    return { Mode: asked.Mode ?? 'off' };
  }
  return {
    Mode: 'verify',
    TrustStoreArn: requireTrustStore(world, asked.TrustStoreArn).arn,
    IgnoreClientCertificateExpiry: asked.IgnoreClientCertificateExpiry ?? false,
    AdvertiseTrustStoreCaNames: asked.AdvertiseTrustStoreCaNames ?? 'off',
  };
}

import type { MutualAuthenticationAttributes } from '@aws-sdk/client-elastic-load-balancing-v2';

/*
 * What only listeners that speak TLS have. Where nothing was ever said, AWS tells it in several ways, or not at all.
 */

export interface MutualAuthentication {
  readonly mode: 'off' | 'passthrough' | 'verify';
  readonly trustStore?: string;
  readonly ignoreClientCertificateExpiry?: boolean;
  readonly advertiseTrustStoreCaNames?: 'on' | 'off';
}

/** What AWS takes where a call names no policy; the console would take another. */
export const DEFAULT_SSL_POLICY = 'ELBSecurityPolicy-2016-08';

export const noAlpn = 'None';

export const noMutualAuthentication: MutualAuthentication = { mode: 'off' };

/** Whether it has certificates, and so a security policy. */
export function isSecure({ protocol }: { readonly protocol?: string }): boolean {
  return protocol === 'HTTPS' || protocol === 'TLS';
}

/** What the manifest leaves open is AWS's to decide. */
export function sameMutualAuthentication(
  wanted: MutualAuthentication,
  live: MutualAuthentication | undefined,
): boolean {
  const standing: Readonly<Record<string, unknown>> = { ...(live ?? noMutualAuthentication) };
  return Object.entries(wanted).every(([key, value]) => standing[key] === value);
}

export function toSdkMutualAuthentication(wanted: MutualAuthentication): MutualAuthenticationAttributes {
  return {
    Mode: wanted.mode,
    ...(wanted.trustStore === undefined ? {} : { TrustStoreArn: wanted.trustStore }),
    ...(wanted.ignoreClientCertificateExpiry === undefined
      ? {}
      : { IgnoreClientCertificateExpiry: wanted.ignoreClientCertificateExpiry }),
    ...(wanted.advertiseTrustStoreCaNames === undefined
      ? {}
      : { AdvertiseTrustStoreCaNames: wanted.advertiseTrustStoreCaNames }),
  };
}

/** Only `verify` has a trust store, and everything about it. */
export function fromSdkMutualAuthentication(
  attributes: MutualAuthenticationAttributes | undefined,
): MutualAuthentication {
  const mode = attributes?.Mode;
  if (mode !== 'verify') return mode === 'passthrough' ? { mode } : noMutualAuthentication;
  return {
    mode,
    ...(attributes?.TrustStoreArn === undefined ? {} : { trustStore: attributes.TrustStoreArn }),
    ignoreClientCertificateExpiry: attributes?.IgnoreClientCertificateExpiry ?? false,
    advertiseTrustStoreCaNames: attributes?.AdvertiseTrustStoreCaNames ?? 'off',
  };
}

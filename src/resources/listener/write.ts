import type { ModifyListenerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws } from '../../aws/ports.ts';
import type { Secret } from '../../core/value.ts';
import { toSdk } from '../action/write.ts';
import { toPairs } from '../pairs.ts';
import type { Tags } from '../resource.ts';
import { toSdkMutualAuthentication } from './security.ts';
import type { ListenerState } from './type.ts';

/** A listener, whole or in part. */
type Settings = { readonly [Field in keyof ListenerState]?: ListenerState[Field] | undefined };

/** The part of a listener that a create and a modify take in the same words; what is absent is left out. */
export function settingsOf(
  state: Settings,
  secret: (secret: Secret) => string,
): Omit<ModifyListenerInput, 'ListenerArn'> {
  const { port, protocol, sslPolicy, certificate, alpnPolicy, mutualAuthentication, defaultActions } = state;
  return {
    ...(port === undefined ? {} : { Port: port }),
    ...(protocol === undefined ? {} : { Protocol: protocol as ModifyListenerInput['Protocol'] }),
    ...(sslPolicy === undefined ? {} : { SslPolicy: sslPolicy }),
    ...(certificate === undefined ? {} : { Certificates: [{ CertificateArn: certificate }] }),
    ...(alpnPolicy === undefined ? {} : { AlpnPolicy: [alpnPolicy] }),
    ...(mutualAuthentication === undefined
      ? {}
      : { MutualAuthentication: toSdkMutualAuthentication(mutualAuthentication) }),
    ...(defaultActions === undefined ? {} : { DefaultActions: toSdk(defaultActions, secret) }),
  };
}

/** Adds before it removes, so that no name goes without its certificate. AWS takes one a call. */
export async function writeCertificates(
  { elbv2 }: Aws,
  listener: string,
  add: readonly string[],
  remove: readonly string[],
): Promise<void> {
  for (const arn of add) {
    await elbv2.addListenerCertificates({ ListenerArn: listener, Certificates: [{ CertificateArn: arn }] });
  }
  for (const arn of remove) {
    await elbv2.removeListenerCertificates({ ListenerArn: listener, Certificates: [{ CertificateArn: arn }] });
  }
}

export async function writeAttributes({ elbv2 }: Aws, listener: string, attributes: Tags): Promise<void> {
  if (Object.keys(attributes).length === 0) return;
  await elbv2.modifyListenerAttributes({ ListenerArn: listener, Attributes: toPairs(attributes) });
}

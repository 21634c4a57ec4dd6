import type {
  AddListenerCertificatesInput,
  AddListenerCertificatesOutput,
  Certificate,
  DescribeListenerCertificatesInput,
  DescribeListenerCertificatesOutput,
  RemoveListenerCertificatesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { refuse, refuseConfiguration, required, requireSome } from './constraints.ts';
import { listenersOf, requireListener, requireLoadBalancer } from './find.ts';
import { page } from './paging.ts';
import type { Listener } from './state.ts';

const acmOrIam = /^arn:aws[a-z-]*:(?:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+|iam::\d{12}:server-certificate\/.+)$/;

/** Whether a certificate stands in ACM or IAM is nobody's to know here: what looks like one is taken for one. */
export function requireCertificate({ CertificateArn, IsDefault }: Certificate): string {
  if (IsDefault !== undefined) refuse('IsDefault cannot be specified for a certificate');
  const arn = required(CertificateArn, 'certificate ARN');
  if (!acmOrIam.test(arn)) throw new AwsError('CertificateNotFound', `Certificate '${arn}' not found`);
  return arn;
}

/** Adding one that is there already, the default one too, changes nothing. */
export function addListenerCertificates(
  input: AddListenerCertificatesInput,
  { world }: Call<World>,
): AddListenerCertificatesOutput {
  const listener = requireSecureListener(world, input.ListenerArn);
  const added = requireSome(input.Certificates, 'certificate').map(requireCertificate);
  if (added.length > 1) refuse('Only one certificate can be specified at a time');
  const arns = added.filter((arn) => arn !== listener.defaultCertificate);
  requireRoomForCertificates(world, listener, arns);
  for (const arn of arns) listener.extraCertificates.add(arn);
  return {
    Certificates: added.map((arn) => ({ CertificateArn: arn, IsDefault: arn === listener.defaultCertificate })),
  };
}

export function removeListenerCertificates(input: RemoveListenerCertificatesInput, { world }: Call<World>): object {
  const listener = requireSecureListener(world, input.ListenerArn);
  const removed = requireSome(input.Certificates, 'certificate').map(requireCertificate);
  if (removed.some((arn) => arn === listener.defaultCertificate)) {
    throw new AwsError('OperationNotPermitted', 'Default certificate cannot be removed');
  }
  for (const arn of removed) listener.extraCertificates.delete(arn);
  return {};
}

export function describeListenerCertificates(
  input: DescribeListenerCertificatesInput,
  { world }: Call<World>,
): DescribeListenerCertificatesOutput {
  const listener = requireListener(world, input.ListenerArn);
  const extras = [...listener.extraCertificates].map((arn) => ({ CertificateArn: arn, IsDefault: false }));
  const main = listener.defaultCertificate;
  const all = main === undefined ? extras : [...extras, { CertificateArn: main, IsDefault: true }];
  const { items, nextMarker } = page(all, (certificate) => certificate.CertificateArn, input);
  return { Certificates: items, NextMarker: nextMarker };
}

function requireSecureListener(world: World, arn: string | undefined): Listener {
  const listener = requireListener(world, arn);
  if (listener.protocol !== 'HTTPS' && listener.protocol !== 'TLS') {
    refuseConfiguration(`Certificates are not supported on listeners with protocol '${listener.protocol}'`);
  }
  return listener;
}

/** The quota counts a load balancer's certificates, the default ones left out. */
function requireRoomForCertificates(world: World, listener: Listener, added: readonly string[]): void {
  const loadBalancer = requireLoadBalancer(world, listener.loadBalancerArn);
  const family = loadBalancer.type === 'network' ? 'network' : 'application';
  const most = world.elbv2.quotas[`certificates-per-${family}-load-balancer`];
  const standing = listenersOf(world, loadBalancer).flatMap((other) => [...other.extraCertificates]);
  if (new Set([...standing, ...added]).size <= most) return;
  throw new AwsError('TooManyCertificates', `A load balancer can have at most ${most} certificates`);
}

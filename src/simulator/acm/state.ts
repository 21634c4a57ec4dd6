import type { CertificateStatus, KeyAlgorithm } from '@aws-sdk/client-acm';

/** A certificate of ACM, as far as whoever chooses one looks at it. */
export interface AcmCertificate {
  readonly arn: string;
  readonly domain: string;
  /** The domain itself among them, as AWS lists them. */
  readonly names: readonly string[];
  readonly status: CertificateStatus;
  readonly key: KeyAlgorithm;
  readonly notAfter: Date;
}

export interface AcmState {
  /** By ARN. */
  readonly certificates: Map<string, AcmCertificate>;
}

export function createAcmState(): AcmState {
  return { certificates: new Map() };
}

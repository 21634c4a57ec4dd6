import { ACMClient, DescribeCertificateCommand, ListCertificatesCommand } from '@aws-sdk/client-acm';
import type { AcmOperation } from '../operations.ts';

export { ACMClient as Client };

export const commands = {
  listCertificates: ListCertificatesCommand,
  describeCertificate: DescribeCertificateCommand,
} satisfies Record<AcmOperation, unknown>;

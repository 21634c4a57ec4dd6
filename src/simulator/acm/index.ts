import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { describeCertificate, listCertificates } from './certificates.ts';

/** ACM as far as one looks for a certificate; those that there are come from the fixture. */
export const acmOperations: Record<string, Operation<World>> = {
  DescribeCertificate: describeCertificate,
  ListCertificates: listCertificates,
};

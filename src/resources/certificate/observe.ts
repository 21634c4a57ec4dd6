import type { CertificateSummary, KeyAlgorithm } from '@aws-sdk/client-acm';
import { allPages } from '../../aws/pages.ts';
import type { AcmPort } from '../../aws/ports.ts';
import type { Certificate } from './type.ts';

const PAGE = 1_000;

/** Left out, AWS lists those with short RSA keys only. */
const keyTypes: KeyAlgorithm[] = [
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
];

/** Every certificate of the account here, issued or not. */
export async function readCertificates(acm: AcmPort): Promise<Certificate[]> {
  const found = await allPages(
    acm.listCertificates,
    { MaxItems: PAGE, Includes: { keyTypes } },
    (page) => page.CertificateSummaryList,
    { tokenIn: 'NextToken' },
  );
  return Promise.all(found.map((summary) => certificateOf(acm, summary)));
}

async function certificateOf(acm: AcmPort, summary: CertificateSummary): Promise<Certificate> {
  const { CertificateArn: arn = '', DomainName: domain = '', Status: status = '', NotAfter } = summary;
  const until = NotAfter?.getTime();
  return {
    arn,
    names: [...new Set([domain, ...(await furtherNames(acm, summary))])],
    status,
    ...(until === undefined ? {} : { until }),
  };
}

/** The list gives the first hundred of a certificate's names. */
async function furtherNames(acm: AcmPort, summary: CertificateSummary): Promise<readonly string[]> {
  const { CertificateArn, SubjectAlternativeNameSummaries: first = [] } = summary;
  if (summary.HasAdditionalSubjectAlternativeNames !== true) return first;
  const { Certificate } = await acm.describeCertificate({ CertificateArn });
  return Certificate?.SubjectAlternativeNames ?? first;
}

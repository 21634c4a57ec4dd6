import type {
  CertificateStatus,
  CertificateSummary,
  DescribeCertificateRequest,
  DescribeCertificateResponse,
  KeyAlgorithm,
  ListCertificatesRequest,
  ListCertificatesResponse,
} from '@aws-sdk/client-acm';
import { randomUuid } from '../random.ts';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import type { AcmCertificate } from './state.ts';

export interface CertificateFixture {
  readonly domain: string;
  /** Further names that it covers. */
  readonly alternatives?: readonly string[];
  /** `ISSUED` where it is left out. */
  readonly status?: CertificateStatus;
  /** `RSA_2048` where it is left out. */
  readonly key?: KeyAlgorithm;
  /** The last part of its ARN. */
  readonly id?: string;
}

const VALID_MS = 395 * 24 * 3_600_000;

/** As many names of a certificate as its summary holds. */
const MOST_IN_SUMMARY = 100;

const MOST_PER_PAGE = 1_000;

/** What ListCertificates gives to those who name no key types. */
const usualKeys: readonly KeyAlgorithm[] = ['RSA_1024', 'RSA_2048'];

export function addCertificate(world: World, fixture: CertificateFixture): AcmCertificate {
  const { domain, alternatives = [], status = 'ISSUED', key = 'RSA_2048', id = randomUuid(world.random) } = fixture;
  const arn = `arn:aws:acm:${world.region}:${world.account}:certificate/${id}`;
  const notAfter = new Date(world.clock.now() + VALID_MS);
  const certificate = { arn, domain, names: [...new Set([domain, ...alternatives])], status, key, notAfter };
  world.acm.certificates.set(arn, certificate);
  return certificate;
}

export function listCertificates(input: ListCertificatesRequest, { world }: Call<World>): ListCertificatesResponse {
  const { CertificateStatuses: statuses = [], Includes: { keyTypes = usualKeys } = {} } = input;
  const size = input.MaxItems ?? MOST_PER_PAGE;
  if (!Number.isInteger(size) || size < 1 || size > MOST_PER_PAGE)
    throw new AwsError('ValidationException', `MaxItems must be between 1 and ${MOST_PER_PAGE}`);
  const start = Number(input.NextToken ?? 0);
  if (!Number.isInteger(start)) throw new AwsError('ValidationException', 'NextToken is not one that was given');
  const found = [...world.acm.certificates.values()].filter(
    ({ status, key }) => (statuses.length === 0 || statuses.includes(status)) && keyTypes.includes(key),
  );
  return {
    CertificateSummaryList: found.slice(start, start + size).map(summaryOf),
    ...(start + size < found.length ? { NextToken: String(start + size) } : {}),
  };
}

export function describeCertificate(
  { CertificateArn: arn = '' }: DescribeCertificateRequest,
  { world }: Call<World>,
): DescribeCertificateResponse {
  const certificate = world.acm.certificates.get(arn);
  if (certificate === undefined)
    throw new AwsError('ResourceNotFoundException', `Could not find certificate ${arn} in this account and region.`);
  const { domain, names, status, key, notAfter } = certificate;
  return {
    Certificate: {
      CertificateArn: arn,
      DomainName: domain,
      SubjectAlternativeNames: [...names],
      Status: status,
      KeyAlgorithm: key,
      Type: 'AMAZON_ISSUED',
      ...(status === 'ISSUED' ? { NotAfter: notAfter } : {}),
    },
  };
}

function summaryOf({ arn, domain, names, status, key, notAfter }: AcmCertificate): CertificateSummary {
  return {
    CertificateArn: arn,
    DomainName: domain,
    SubjectAlternativeNameSummaries: names.slice(0, MOST_IN_SUMMARY),
    HasAdditionalSubjectAlternativeNames: names.length > MOST_IN_SUMMARY,
    Status: status,
    KeyAlgorithm: key,
    Type: 'AMAZON_ISSUED',
    ...(status === 'ISSUED' ? { NotAfter: notAfter } : {}),
  };
}

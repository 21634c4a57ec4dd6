import { beforeAll, expect, test } from 'vitest';
import { openAws } from '../../../src/aws/ports.ts';
import { readCertificates } from '../../../src/resources/certificate/observe.ts';
import { certificateFor, withoutCertificate, type Certificate } from '../../../src/resources/certificate/type.ts';
import { startSimulator, type Simulator } from '../../../src/simulator/server.ts';
import { REGION } from '../../support/clients.ts';
import { HastyClock } from '../../aws/endpoint.ts';

const many = Array.from({ length: 130 }, (_, at) => `n${at}.example.net`);
const clock = new HastyClock();
let simulator: Simulator;

beforeAll(async () => {
  const certificates = [
    { domain: 'www.example.com', id: 'rsa' },
    { domain: 'example.com', alternatives: ['*.example.com'], key: 'EC_prime256v1' as const, id: 'ec' },
    { domain: 'many.example.net', alternatives: many, id: 'many' },
    { domain: 'new.example.org', status: 'PENDING_VALIDATION' as const, id: 'new' },
  ];
  simulator = await startSimulator({ clock, fixture: { regions: { [REGION]: { certificates } } } });
  return () => simulator.close();
});

test('all certificates are read: of each kind of key, issued or not, with all their names', async () => {
  simulator.journal.clear();
  const aws = await openAws({ clock, region: REGION, endpoint: simulator.url });
  const found = await readCertificates(aws.acm);
  expect(found.map(({ arn, status }) => [arn.split('/').at(-1), status])).toEqual([
    ['rsa', 'ISSUED'],
    ['ec', 'ISSUED'],
    ['many', 'ISSUED'],
    ['new', 'PENDING_VALIDATION'],
  ]);
  expect(found[2]?.names).toEqual(['many.example.net', ...many]);
  expect([simulator.journal.count('ListCertificates'), simulator.journal.count('DescribeCertificate')]).toEqual([1, 1]);
});

const one = (arn: string, names: string[], more: Partial<Certificate> = {}): Certificate => ({
  arn,
  names,
  status: 'ISSUED',
  ...more,
});

const shelf = [
  one('wild', ['example.com', '*.example.com'], { until: 900 }),
  one('exact', ['www.example.com'], { until: 100 }),
  one('exact-longer', ['Shop.example.com', 'www.example.com'], { until: 200 }),
  one('expired', ['old.example.org'], { status: 'EXPIRED' }),
];

test.each([
  ['www.example.com', 'exact-longer'],
  ['WWW.Example.com.', 'exact-longer'],
  ['shop.example.com', 'exact-longer'],
  ['api.example.com', 'wild'],
  ['*.example.com', 'wild'],
  ['example.com', 'wild'],
  ['a.b.example.com', undefined],
  ['badexample.com', undefined],
  ['old.example.org', undefined],
])('%s is served with %s', (domain, arn) => {
  expect(certificateFor(domain, shelf)?.arn).toBe(arn);
});

test('where there is none, what there is is listed', () => {
  expect(withoutCertificate('a.b.example.com', shelf)).toEqual({
    message: 'no certificate in ACM here covers a.b.example.com',
    remedy:
      'request one and have it validated, or choose another region; issued here: Shop.example.com www.example.com, example.com *.example.com, www.example.com',
  });
  expect(withoutCertificate('old.example.org', shelf).message).toBe(
    'the certificate in ACM that covers old.example.org is EXPIRED: expired',
  );
  expect(withoutCertificate('example.org', []).remedy).toMatch(/; none is issued here$/);
});

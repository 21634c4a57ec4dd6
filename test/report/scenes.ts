import type { Live } from '../../src/core/resource.ts';
import { documents, edited, web } from './manifests.ts';
import { appliedBy, tampered, wantedBy, type Scene } from './stage.ts';

const standing = appliedBy(web);

const oidc = edited(
  web,
  [
    'port: 80\n      protocol: HTTP',
    'port: 443\n      protocol: HTTPS\n      certificates: [{ arn: "arn:aws:acm:eu-central-1:123456789012:certificate/1" }]',
  ],
  [
    'defaultActions:',
    `defaultActions:
        - authenticateOidc:
            issuer: https://id.example.com
            authorizationEndpoint: https://id.example.com/auth
            tokenEndpoint: https://id.example.com/token
            userInfoEndpoint: https://id.example.com/user
            clientId: web
            clientSecretFrom: { env: OIDC_SECRET }`,
  ],
);

/** With the certificates of those numbers, the default one first. */
function certified(...numbers: readonly number[]): string {
  const arns = numbers.map((number) => `{ arn: "arn:aws:acm:eu-central-1:123456789012:certificate/${number}" }`);
  return edited(web, [
    'port: 80\n      protocol: HTTP',
    `port: 443\n      protocol: HTTPS\n      certificates: [${arns.join(', ')}]`,
  ]);
}

function withoutTags(live: readonly Live[], physical: RegExp): Live[] {
  return live.map((one) => (physical.test(one.physical) ? { ...one, tags: {} } : one));
}

/** As AWS answers it once the load balancer is gone. */
function withoutLoadBalancer(state: object): object {
  return Object.fromEntries(Object.entries(state).filter(([field]) => field !== 'loadBalancer'));
}

/** Somebody was at work in the console. */
const drifted = [
  ...tampered(
    tampered(standing, /loadbalancer\//, (state) => ({
      ...state,
      attributes: { 'idle_timeout.timeout_seconds': '120', 'deletion_protection.enabled': 'false' },
      tags: { team: 'web', touched: 'by hand' },
    })),
    /listener-rule.*api/,
    (state) => ({ ...state, conditions: [{ pathPattern: ['/api/*', '/v3/*'] }] }),
  ).filter(({ physical }) => !/listener-rule.*moved/.test(physical)),
  {
    ...standing.find(({ physical }) => /listener-rule.*moved/.test(physical))!,
    physical: 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/web-alb/1a2b3c/80/77',
    state: {
      listener: 'arn',
      priority: 5,
      conditions: [{ pathPattern: ['/debug/*'] }],
      actions: [{ fixedResponse: { statusCode: '200', contentType: 'text/plain', messageBody: 'hello' } }],
    },
    tags: {},
  },
];

/** What a folder and an account come to, named by what is special about it. */
export const scenes: Readonly<Record<string, Scene>> = {
  'first-apply': { wanted: wantedBy(web) },
  'in-order': { wanted: wantedBy(web), live: standing },
  'nothing-at-all': { wanted: [] },
  'manifest-changed': {
    wanted: wantedBy(
      edited(
        web,
        ['attributes: { idle_timeout.timeout_seconds: 60, ', 'attributes: { routing.http2.enabled: false, '],
        ['weight: 9', 'weight: 5'],
        ['healthCheck: { path: /healthz, intervalSeconds: 10 }', 'healthCheck: { path: /ready, intervalSeconds: 10 }'],
        ['name: moved\n          priority: 20', 'name: legacy\n          priority: 30'],
        ['tags: { team: web }', 'tags: { team: shop, "cost centre": "42" }'],
        ['cidr: 0.0.0.0/0 }], description: web', 'cidr: 10.0.0.0/8 }, { cidr: 192.168.0.0/16 }], description: web'],
      ),
    ),
    live: tampered(standing, /loadbalancer\//, (state) => ({
      ...state,
      attributes: {
        'idle_timeout.timeout_seconds': '120',
        'deletion_protection.enabled': 'false',
        'routing.http2.enabled': 'true',
      },
    })),
  },
  replacement: { wanted: wantedBy(edited(web, ['port: 8080', 'port: 8081'])), live: standing },
  'subnet-added': {
    wanted: wantedBy(edited(web, ['{ name: Public C }]', '{ id: subnet-0d }, { name: Public C }]'])),
    live: standing,
  },
  'foreign-owner': {
    wanted: wantedBy(web),
    live: withoutTags(
      standing.filter(({ physical }) => /loadbalancer.*web-alb|web-tg/.test(physical)),
      /web/,
    ),
  },
  adoption: {
    wanted: wantedBy(
      edited(web, [
        'metadata: { name: web-tg }',
        'metadata: { name: web-tg, annotations: { evenkeel.dev/adopt: "true" } }',
      ]),
    ),
    live: withoutTags(
      tampered(standing, /web-tg/, (state) => ({ ...state, healthCheck: { path: '/', intervalSeconds: 10 } })),
      /web-tg/,
    ),
  },
  'manifest-removed': { wanted: wantedBy(documents(web, 'web-sg', 'web-tg', 'api-tg')), live: standing },
  'removal-withheld': {
    wanted: wantedBy(documents(web, 'web-sg', 'web-tg', 'api-tg')),
    live: standing,
    withhold: 'no manifest declares it any more; to delete it, pass --prune',
  },
  'manifest-removed-but-retained': {
    wanted: wantedBy(
      documents(web, 'web-tg', 'api-tg', 'web-alb').replace('  securityGroups: [{ ref: web-sg }]\n', ''),
    ),
    live: appliedBy(
      edited(web, [
        'metadata: { name: web-sg }',
        'metadata: { name: web-sg, annotations: { evenkeel.dev/deletion: retain } }',
      ]),
    ),
  },
  unreadable: {
    wanted: wantedBy(web),
    live: standing.filter(({ type }) => type !== 'listener-rule'),
    unreadable: [
      {
        type: 'listener-rule',
        message:
          'User: arn:aws:sts::123456789012:assumed-role/ci is not authorized to perform: elasticloadbalancing:DescribeRules (ELBv2 DescribeRules: AccessDenied); allow elasticloadbalancing:DescribeRules',
      },
    ],
  },
  'unresolved-look-up': { wanted: wantedBy(edited(web, ['{ name: Public C }', '{ name: Public B }'])), live: standing },
  rejected: { wanted: wantedBy(edited(web, ['{ name: Public C }', '{ name: Private A }'])) },
  drift: { wanted: wantedBy(web), live: drifted },
  'drift-and-a-changed-manifest': { wanted: wantedBy(edited(web, ['port: 9000', 'port: 9001'])), live: drifted },
  'drift-to-be-left': {
    wanted: wantedBy(
      edited(web, [
        'metadata: { name: web-alb }',
        'metadata: { name: web-alb, annotations: { evenkeel.dev/drift: warn } }',
      ]),
    ),
    live: drifted,
  },
  'deleted-by-hand': {
    wanted: wantedBy(web),
    live: tampered(
      standing.filter(({ physical }) => !physical.includes('web-alb')),
      /targetgroup/,
      withoutLoadBalancer,
    ),
  },
  undeclared: {
    wanted: wantedBy(web),
    live: tampered(standing, /api-tg/, (state) => ({
      ...state,
      attributes: { 'deregistration_delay.timeout_seconds': '17' },
      healthCheck: { path: '/', matcher: '200-399' },
    })),
  },
  'certificates-made': {
    wanted: wantedBy(certified(1, 2)),
    live: standing.filter(({ type }) => !type.startsWith('listener')),
  },
  'certificates-exchanged': { wanted: wantedBy(certified(2, 1, 3)), live: appliedBy(certified(1, 2)) },
  'secret-changed': { wanted: wantedBy(oidc, 'another'), live: appliedBy(oidc) },
  warned: {
    wanted: wantedBy(
      edited(web, ['[{ name: Public A }, { name: Public C }]', '[{ name: Private A }, { name: Public C }]']),
    ),
    live: appliedBy(
      edited(web, ['[{ name: Public A }, { name: Public C }]', '[{ name: Private A }, { name: Public C }]']),
    ),
  },
};

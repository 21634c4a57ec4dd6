import { describe, expect, test } from 'vitest';
import type { Wanted } from '../../src/core/resource.ts';
import { estimate, isComplete } from '../../src/report/cost/estimate.ts';
import { instancePrice } from '../../src/report/cost/pricing/instance-prices.ts';
import { costJson } from '../../src/report/cost/json.ts';
import { needPrices, pricedRegions, pricesIn } from '../../src/report/cost/pricing/prices.ts';
import { costText } from '../../src/report/cost/text.ts';
import { expectGolden } from './golden.ts';
import { web } from './manifests.ts';
import { wantedBy } from './stage.ts';

const seoul = needPrices('ap-northeast-2');

/** A resource of the manifest `default/web`, whatever its type. */
function wanted(type: string, state: object): Wanted {
  return {
    id: `${type}/default/web`,
    type,
    manifest: 'Service/default/web',
    key: '',
    at: '/spec',
    state,
    policy: wantedBy(web)[0]!.policy,
    source: { file: 'web.yaml', line: 1, column: 1 },
  };
}

function ref(type: string, output: string): object {
  return { $ref: `${type}/default/web`, output };
}

const balancer = wanted('load-balancer', {
  name: 'web',
  type: 'application',
  scheme: 'internet-facing',
  subnets: [{ subnet: 'subnet-a' }, { subnet: 'subnet-c' }],
});

const definition = wanted('task-definition', { cpu: '1024', memory: '2048' });

const service = { taskDefinition: ref('task-definition', 'arn'), desiredCount: 1, launchType: 'FARGATE' };

const template = wanted('launch-template', { name: 'Web', instanceType: 't2.micro' });

const group = {
  launchTemplate: { id: ref('launch-template', 'id'), version: ref('launch-template', 'version') },
  minSize: 2,
  maxSize: 4,
  initialCapacity: 2,
};

/** Everything but the money, as it would stand in a table. */
function itemsOf(all: readonly Wanted[], prices = seoul): string[] {
  return estimate(all, prices).resources.flatMap(({ bill }) =>
    bill.items.map(({ what, count, hourly }) => `${count} × ${what} at ${hourly.toFixed(5)}`),
  );
}

describe('a load balancer', () => {
  test.each([
    ['an internal one has no public addresses', { scheme: 'internal' }, ['1 × Application Load Balancer at 0.02250']],
    [
      'nor has one of IPv6 addresses only',
      { ipAddressType: 'dualstack-without-public-ipv4' },
      ['1 × Application Load Balancer at 0.02250'],
    ],
    [
      'a network one may have a single zone',
      { type: 'network', subnets: [{ subnet: 'subnet-a' }] },
      ['1 × Network Load Balancer at 0.02250', '1 × public IPv4 address at 0.00500'],
    ],
    ['a gateway one is never public', { type: 'gateway', scheme: undefined }, ['1 × Gateway Load Balancer at 0.01250']],
  ])('%s', (_, state, items) => {
    expect(itemsOf([{ ...balancer, state: { ...balancer.state, ...state } }])).toEqual(items);
  });

  test('with subnets that a look-up finds says what it supposes', () => {
    const subnets = [{ subnet: { $find: 'subnet', by: { tags: { Tier: 'public' } }, many: true } }];
    const [priced] = estimate([{ ...balancer, state: { ...balancer.state, subnets } }], seoul).resources;
    expect(priced?.bill.items[1]?.count).toBe(2);
    expect(priced?.bill.supposed).toEqual(['2 zones: the number of subnets is known only to AWS']);
  });
});

describe('an ECS service', () => {
  test('of one task with its load balancer costs what the guides say, about $57', () => {
    const fargate = wanted('ecs-service', { ...service, network: { assignPublicIp: true } });
    const { total } = estimate([balancer, definition, fargate], seoul);
    expect(total.monthly).toBeGreaterThan(50);
    expect(total.monthly).toBeLessThan(75);
    expect(itemsOf([definition, fargate])).toEqual([
      '1 × Fargate task (1 vCPU, 2 GB) at 0.05678',
      '1 × public IPv4 address at 0.00500',
    ]);
  });

  test('goes by its capacity providers: the base first, the rest by weight', () => {
    const capacityProviderStrategy = [
      { capacityProvider: 'FARGATE_SPOT', base: 0, weight: 3 },
      { capacityProvider: 'FARGATE', base: 1, weight: 1 },
    ];
    const spot = wanted('ecs-service', {
      ...service,
      launchType: undefined,
      capacityProviderStrategy,
      desiredCount: 5,
    });
    expect(itemsOf([definition, spot])).toEqual([
      '2 × Fargate task (1 vCPU, 2 GB) at 0.05678',
      '3 × Fargate Spot task (1 vCPU, 2 GB) at 0.01874',
    ]);
  });

  test('on ARM is cheaper, and cpu and memory may be written out', () => {
    const arm = { cpu: '.25 vCPU', memory: '0.5 GB', runtimePlatform: { cpuArchitecture: 'ARM64' } };
    expect(itemsOf([{ ...definition, state: arm }, wanted('ecs-service', service)])).toEqual([
      '1 × Fargate task (0.25 vCPU, 0.5 GB, ARM64) at 0.01136',
    ]);
  });

  test.each([
    [
      'an existing definition',
      { taskDefinition: 'web:2' },
      'Fargate tasks of a task definition that is not in the folder',
    ],
    ["the cluster's default", { launchType: undefined }, "tasks on the cluster's default capacity providers"],
  ])('of which %s is unknown makes the total incomplete', (_, state, unpriced) => {
    const estimated = estimate([definition, wanted('ecs-service', { ...service, ...state })], seoul);
    expect(estimated.resources[0]?.bill.unpriced).toEqual([unpriced]);
    expect(isComplete(estimated)).toBe(false);
  });

  test('on instances costs nothing besides them', () => {
    expect(itemsOf([definition, wanted('ecs-service', { ...service, launchType: 'EC2' })])).toEqual([]);
  });
});

describe('an Auto Scaling group', () => {
  test('is estimated at its desired size, with the range it scales in', () => {
    const { total } = estimate([template, wanted('auto-scaling-group', group)], seoul);
    expect(total).toEqual({ monthly: 21.02, least: 21.02, most: 42.05 });
  });

  test('of several types has so many of the first as their weights come to, Spot at what it costs at most', () => {
    const overrides = [
      { instanceType: 't3.small', weightedCapacity: 2 },
      { instanceType: 'm5.large', weightedCapacity: 4 },
    ];
    const instancesDistribution = { onDemandBaseCapacity: 2, onDemandPercentageAboveBaseCapacity: 50 };
    const sizes = { minSize: 2, maxSize: 10, desiredCapacity: 6 };
    const mixed = wanted('auto-scaling-group', { ...group, ...sizes, overrides, instancesDistribution });
    const [{ bill } = { bill: undefined }] = estimate([template, mixed], seoul).resources;
    expect(bill?.items).toMatchObject([
      { what: 't3.small instance', count: 2, range: { least: 1, most: 3 } },
      { what: 't3.small Spot instance', count: 1, range: { least: 0, most: 2 } },
    ]);
    expect(bill?.supposed).toEqual(['Spot instances at the On-Demand price, which they cost at most']);
    const chosen = { ...group, overrides: [{ instanceRequirements: { vCpuCount: { min: 2 } } }] };
    expect(isComplete(estimate([template, wanted('auto-scaling-group', chosen)], seoul))).toBe(false);
  });

  test('of a type without a price makes the total incomplete', async () => {
    const exotic = { ...template, state: { name: 'Web', instanceType: 'x9.large' } };
    const estimated = estimate([balancer, exotic, wanted('auto-scaling-group', group)], seoul);
    expect(isComplete(estimated)).toBe(false);
    await expectGolden('cost/incomplete.txt', costText(estimated));
  });
});

describe('the words', () => {
  const all = [
    balancer,
    definition,
    wanted('ecs-service', {
      ...service,
      desiredCount: undefined,
      scaling: { min: 1, max: 4, initial: 2 },
      network: { assignPublicIp: true },
    }),
    template,
    wanted('auto-scaling-group', group),
    ...wantedBy(web),
  ];

  test('as text', async () => {
    await expectGolden('cost/all.txt', costText(estimate(all, seoul)));
    await expectGolden('cost/nothing.txt', costText(estimate([template], seoul)));
  });

  test('as JSON', async () => {
    await expectGolden('cost/all.json', `${JSON.stringify(costJson(estimate(all, seoul)), undefined, 2)}\n`);
  });

  test('of one namespace still know what it points at', () => {
    const { resources } = estimate(all, seoul, (manifest) => manifest === 'Service/default/web');
    expect(resources.map(({ id }) => id)).toContain('auto-scaling-group/default/web');
    expect(resources.map(({ id }) => id)).not.toContain('load-balancer/default/web-alb');
  });

  test('add up to the cent', () => {
    const { total, resources } = estimate(all, seoul);
    expect(total.monthly).toBeCloseTo(
      resources.reduce((sum, one) => sum + one.total.monthly, 0),
      8,
    );
  });
});

describe('the price table', () => {
  test.each(pricedRegions)('%s is whole and plausible', (region) => {
    const { loadBalancer, natGateway, fargate, instances } = needPrices(region);
    expect(loadBalancer.gateway).toBeLessThan(loadBalancer.application);
    expect(natGateway).toBeGreaterThan(loadBalancer.application);
    expect(fargate.ARM64.vcpu).toBeCloseTo(fargate.X86_64.vcpu * 0.8, 4);
    expect(fargate.ARM64.gigabyte).toBeCloseTo(fargate.X86_64.gigabyte * 0.8, 4);
    for (const family of ['t2', 't3', 't4g', 'm5', 'm6i', 'c5', 'c6i', 'r5', 'r6i']) {
      expect(instances[family]).toBeGreaterThan(0.06);
      expect(instances[family]).toBeLessThan(0.16);
    }
  });

  test('says which regions it knows, and guesses none', () => {
    expect(pricesIn('eu-north-1')).toBeUndefined();
    expect(() => needPrices('eu-north-1')).toThrow(/^no prices known for the region "eu-north-1"/);
    expect(() => needPrices('constructor')).toThrow(/no prices known/);
  });

  test.each([
    ['t2.micro', 0.0144],
    ['t3.medium', 0.052],
    ['m5.large', 0.118],
    ['c5.xlarge', 0.192],
    ['m6i.4xlarge', 0.944],
    ['m5.nano', undefined],
    ['m5.metal', undefined],
    ['m9z.large', undefined],
    ['t3', undefined],
  ])('%s in Seoul: %s', (type, price) => {
    const found = instancePrice(seoul.instances, type);
    expect(found === undefined ? undefined : Number(found.toFixed(4))).toBe(price);
  });
});

import { wrongInput } from '../../../core/errors.ts';
import { instancePrices, type FamilyPrices } from './instance-prices.ts';

/** When the figures in this folder were last gone through, and where AWS publishes them. */
export const priced = {
  on: '2026-01-19',
  from: [
    'https://aws.amazon.com/elasticloadbalancing/pricing/',
    'https://aws.amazon.com/fargate/pricing/',
    'https://aws.amazon.com/ec2/pricing/on-demand/',
    'https://aws.amazon.com/vpc/pricing/',
  ],
} as const;

/** The hours of a month, as AWS's own calculator counts them. */
export const HOURS = 730;

/** A public IPv4 address, in use or not, in every region. */
export const PUBLIC_IPV4 = 0.005;

/**
 * What Fargate Spot asks of the price without it. It moves with demand: AWS speaks of up to 70 % off, and its page has
 * shown about two thirds off for years.
 */
export const SPOT_SHARE = 0.33;

export type Architecture = 'X86_64' | 'ARM64';

interface FargatePrices {
  readonly vcpu: number;
  readonly gigabyte: number;
}

/** What things cost an hour in one region, in US dollars: on demand, Linux, before taxes and discounts. */
export interface RegionPrices {
  readonly region: string;
  readonly loadBalancer: Readonly<Record<'application' | 'network' | 'gateway', number>>;
  readonly natGateway: number;
  readonly fargate: Readonly<Record<Architecture, FargatePrices>>;
  readonly instances: FamilyPrices;
}

/** Fargate has the same price in many regions. */
const fargate = {
  low: { X86_64: { vcpu: 0.04048, gigabyte: 0.004445 }, ARM64: { vcpu: 0.03238, gigabyte: 0.00356 } },
  middle: { X86_64: { vcpu: 0.04656, gigabyte: 0.00511 }, ARM64: { vcpu: 0.03725, gigabyte: 0.00409 } },
  sydney: { X86_64: { vcpu: 0.04856, gigabyte: 0.00532 }, ARM64: { vcpu: 0.03885, gigabyte: 0.00426 } },
  high: { X86_64: { vcpu: 0.05056, gigabyte: 0.00553 }, ARM64: { vcpu: 0.04045, gigabyte: 0.00442 } },
} as const;

/** Application and network load balancers cost the same, then a gateway load balancer; a NAT gateway; Fargate. */
const rows = {
  'us-east-1': [0.0225, 0.0125, 0.045, fargate.low],
  'us-east-2': [0.0225, 0.0125, 0.045, fargate.low],
  'us-west-2': [0.0225, 0.0125, 0.045, fargate.low],
  'eu-west-1': [0.0252, 0.014, 0.048, fargate.low],
  'eu-west-2': [0.02646, 0.0147, 0.05, fargate.middle],
  'eu-central-1': [0.027, 0.015, 0.052, fargate.middle],
  'ap-northeast-1': [0.0243, 0.0135, 0.062, fargate.high],
  'ap-northeast-2': [0.0225, 0.0125, 0.059, fargate.middle],
  'ap-southeast-1': [0.0252, 0.014, 0.059, fargate.high],
  'ap-southeast-2': [0.0252, 0.014, 0.059, fargate.sydney],
} as const;

export type PricedRegion = keyof typeof rows;

export const pricedRegions = Object.keys(rows) as readonly PricedRegion[];

/** The prices of a region, where they are known. */
export function pricesIn(region: string): RegionPrices | undefined {
  if (!isPriced(region)) return undefined;
  const [balancer, gateway, natGateway, perTask] = rows[region];
  return {
    region,
    loadBalancer: { application: balancer, network: balancer, gateway },
    natGateway,
    fargate: perTask,
    instances: instancePrices[region],
  };
}

/** The same for whoever cannot go on without: a guess from another region would only look like an answer. */
export function needPrices(region: string): RegionPrices {
  const found = pricesIn(region);
  if (found !== undefined) return found;
  throw wrongInput(`no prices known for the region "${region}"`, `prices are known for ${pricedRegions.join(', ')}`);
}

function isPriced(region: string): region is PricedRegion {
  return Object.hasOwn(rows, region);
}

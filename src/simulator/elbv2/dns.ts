import type { LoadBalancerSchemeEnum, LoadBalancerTypeEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { World } from '../world.ts';

/** AWS's own Route 53 zones, which differ by region and type. Regions that are not here get a made-up one. */
const hostedZones: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ap-northeast-1': { application: 'Z14GRHDCWA56QT', network: 'Z31USIVHYNEOWT' },
  'ap-northeast-2': { application: 'ZWKZPGTI48KDX', network: 'ZIBE1TIR4HY56' },
  'eu-west-1': { application: 'Z32O12XQLNTSW2', network: 'Z2IFOLAFXWLO4F' },
  'us-east-1': { application: 'Z35SXDOTRQ7X7K', network: 'Z26RNL4JYFTOTI' },
  'us-west-2': { application: 'Z1H1FL5HABSF5', network: 'Z18D5FSROUN65G' },
};

export function hostedZoneId(region: string, type: LoadBalancerTypeEnum): string | undefined {
  return type === 'gateway' ? undefined : (hostedZones[region]?.[type] ?? `ZSIMULATED${type.toUpperCase()}`);
}

interface Named {
  readonly name: string;
  readonly id: string;
  readonly type: LoadBalancerTypeEnum;
  readonly scheme: LoadBalancerSchemeEnum | undefined;
}

/** Gateway load balancers are reached through endpoints and have no name of their own. */
export function dnsNameOf(world: World, { name, id, type, scheme }: Named): string | undefined {
  if (type === 'gateway') return undefined;
  if (type === 'network') return `${name}-${id}.elb.${world.region}.amazonaws.com`;
  const digits = String(Math.floor(world.random() * 9e9) + 1e9);
  return `${scheme === 'internal' ? 'internal-' : ''}${name}-${digits}.${world.region}.elb.amazonaws.com`;
}

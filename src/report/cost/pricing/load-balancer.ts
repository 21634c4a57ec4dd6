import { sortedSet } from '../../../core/json.ts';
import { isFind } from '../../../core/value.ts';
import type { LoadBalancerState } from '../../../resources/load-balancer/type.ts';
import type { Bill, Item, PricingContext } from './bill.ts';
import { PUBLIC_IPV4 } from './prices.ts';

const nouns = {
  application: 'Application Load Balancer',
  network: 'Network Load Balancer',
  gateway: 'Gateway Load Balancer',
} as const;

/** The load balancer by the hour, and a public address in each of its zones where it faces the internet. */
export function priceLoadBalancer(state: LoadBalancerState, { prices }: PricingContext): Bill {
  const { type, minimumCapacityUnits: units = 0 } = state;
  const balancer: Item = { what: nouns[type], count: 1, hourly: prices.loadBalancer[type] };
  const { count, supposed } = hasPublicAddresses(state) ? zonesOf(state) : { count: 0, supposed: [] };
  const addresses: Item = { what: 'public IPv4 address', count, hourly: PUBLIC_IPV4 };
  return {
    items: count === 0 ? [balancer] : [balancer, addresses],
    supposed,
    ...(units === 0 ? {} : { unpriced: [`${units} reserved capacity units`] }),
  };
}

function hasPublicAddresses({ type, scheme, ipAddressType }: LoadBalancerState): boolean {
  if (type === 'gateway' || ipAddressType === 'dualstack-without-public-ipv4') return false;
  return scheme !== 'internal';
}

/** A look-up of many may find any number, of which AWS demands the fewest. */
function zonesOf({ type, subnets = [] }: LoadBalancerState): { count: number; supposed: string[] } {
  const each = sortedSet(subnets.map(({ subnet }) => subnet));
  const open = each.filter((subnet) => isFind(subnet) && subnet.many === true).length;
  if (open === 0) return { count: each.length, supposed: [] };
  const fewest = type === 'application' ? 2 : 1;
  const count = Math.max(fewest, each.length);
  return {
    count,
    supposed: [`${count} ${count === 1 ? 'zone' : 'zones'}: the number of subnets is known only to AWS`],
  };
}

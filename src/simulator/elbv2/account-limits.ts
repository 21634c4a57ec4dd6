import type {
  DescribeAccountLimitsInput,
  DescribeAccountLimitsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { page } from './paging.ts';

export function describeAccountLimits(
  input: DescribeAccountLimitsInput,
  { world }: Call<World>,
): DescribeAccountLimitsOutput {
  const quotas = Object.entries(world.elbv2.quotas).map(([Name, max]) => ({ Name, Max: String(max) }));
  const { items, nextMarker } = page(quotas, (limit) => limit.Name, input);
  return { Limits: items, NextMarker: nextMarker };
}

import { AwsError } from '../service.ts';

/**
 * AWS's default quotas, but for how many load balancers and target groups a region may hold: those stand as in an
 * account that had them raised. A test lowers what it wants to run into.
 */
const defaults = {
  'application-load-balancers': 5000,
  'network-load-balancers': 5000,
  'gateway-load-balancers': 5000,
  'target-groups': 15_000,
  'listeners-per-application-load-balancer': 50,
  'listeners-per-network-load-balancer': 50,
  'rules-per-application-load-balancer': 100,
  'certificates-per-application-load-balancer': 25,
  'certificates-per-network-load-balancer': 25,
  'condition-values-per-alb-rule': 5,
  'condition-wildcards-per-alb-rule': 6,
  'target-groups-per-action-on-application-load-balancer': 5,
  'target-groups-per-action-on-network-load-balancer': 5,
  'target-groups-per-application-load-balancer': 100,
  'targets-per-target-group': 1000,
};

export type Quotas = { [Name in keyof typeof defaults]: number };

export function createQuotas(): Quotas {
  return { ...defaults };
}

/** Throws `code` when one more would be more than the quota allows. */
export function requireRoom(count: number, limit: number, code: string, message: string): void {
  if (count >= limit) throw new AwsError(code, message);
}

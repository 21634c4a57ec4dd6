import { sameMember } from './normal.ts';
import type { Network } from './state.ts';

/** As ECS tells it. */
interface AwsVpc {
  readonly subnets?: string[] | undefined;
  readonly securityGroups?: string[] | undefined;
  readonly assignPublicIp?: string | undefined;
}

/** Whether all that the one says of it is what the other says. */
export function sameNetwork(one: Network = {}, other: Network = {}): boolean {
  return Object.entries(one).every(([key, value]) => sameMember(value, other[key as keyof Network]));
}

export function fromNetwork(network: AwsVpc): Network {
  return {
    subnets: network.subnets ?? [],
    securityGroups: network.securityGroups ?? [],
    assignPublicIp: network.assignPublicIp === 'ENABLED',
  };
}

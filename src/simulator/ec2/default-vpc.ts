import { AwsError } from '../service.ts';
import type { Ec2World } from '../world.ts';
import type { Vpc } from './state.ts';

/** The VPC that calls mean when they name none. */
export function defaultVpc(world: Ec2World): Vpc {
  const vpc = [...world.ec2.vpcs.values()].find((candidate) => candidate.isDefault);
  if (vpc === undefined) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user');
  return vpc;
}

import type {
  DescribeVpcAttributeRequest,
  DescribeVpcAttributeResult,
  ModifyVpcAttributeRequest,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { need } from './kinds.ts';
import type { Vpc } from './state.ts';

const members = {
  enableDnsHostnames: 'EnableDnsHostnames',
  enableDnsSupport: 'EnableDnsSupport',
  enableNetworkAddressUsageMetrics: 'EnableNetworkAddressUsageMetrics',
} as const;

/** What a VPC has unless it is asked for otherwise: only the default one names its instances. */
export function vpcAttributes(isDefault: boolean): Vpc['attributes'] {
  return { EnableDnsHostnames: isDefault, EnableDnsSupport: true, EnableNetworkAddressUsageMetrics: false };
}

export function modifyVpcAttribute(input: ModifyVpcAttributeRequest, { world }: Call<World>): object {
  const { attributes } = need('vpc', world.ec2.vpcs, input.VpcId);
  const asked = Object.values(members).filter((member) => input[member] !== undefined);
  const [only] = asked;
  if (only === undefined || asked.length > 1)
    throw new AwsError('InvalidParameterCombination', 'Exactly one attribute can be modified at a time.');
  attributes[only] = input[only]?.Value ?? attributes[only];
  return {};
}

export function describeVpcAttribute(
  input: DescribeVpcAttributeRequest,
  { world }: Call<World>,
): DescribeVpcAttributeResult {
  const { vpcId, attributes } = need('vpc', world.ec2.vpcs, input.VpcId);
  const member = input.Attribute === undefined ? undefined : members[input.Attribute];
  if (member === undefined)
    throw new AwsError('InvalidParameterValue', `Value (${input.Attribute}) for parameter attribute is invalid.`);
  return { VpcId: vpcId, [member]: { Value: attributes[member] } };
}

import type {
  AccountAttribute,
  DescribeAccountAttributesRequest,
  DescribeAccountAttributesResult,
  DescribeRegionsRequest,
  DescribeRegionsResult,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { matching } from './select.ts';

/** Those that every account has without asking for them. */
const regions = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

export function describeRegions(input: DescribeRegionsRequest, { world }: Call<World>): DescribeRegionsResult {
  const here = [...new Set([...regions, world.region])];
  const { RegionNames: asked = [] } = input;
  const odd = asked.find((name) => !here.includes(name));
  if (odd !== undefined) throw new AwsError('InvalidParameterValue', `Invalid value '${odd}' for region name.`);
  const found = matching(
    here
      .filter((name) => asked.length === 0 || asked.includes(name))
      .map((name) => ({ name, tags: new Map<string, string>() })),
    input.Filters,
    { 'region-name': ({ name }) => name, endpoint: ({ name }) => endpointOf(name), 'opt-in-status': () => STATUS },
  );
  return {
    Regions: found.map(({ name }) => ({ RegionName: name, Endpoint: endpointOf(name), OptInStatus: STATUS })),
  };
}

const STATUS = 'opt-in-not-required';

function endpointOf(region: string): string {
  return `ec2.${region}.amazonaws.com`;
}

/** As a new account has them: nothing here counts against any. */
export function describeAccountAttributes(
  input: DescribeAccountAttributesRequest,
  { world }: Call<World>,
): DescribeAccountAttributesResult {
  const defaultVpc = [...world.ec2.vpcs.values()].find(({ isDefault }) => isDefault);
  const attributes: Readonly<Record<string, string>> = {
    'supported-platforms': 'VPC',
    'default-vpc': defaultVpc?.vpcId ?? 'none',
    'max-instances': '20',
    'vpc-max-security-groups-per-interface': '5',
    'max-elastic-ips': '5',
    'vpc-max-elastic-ips': '5',
  };
  const { AttributeNames: asked = [] } = input;
  const odd = asked.find((name) => !Object.hasOwn(attributes, name));
  if (odd !== undefined) throw new AwsError('InvalidParameterValue', `The attribute '${odd}' is invalid`);
  return {
    AccountAttributes: Object.entries(attributes)
      .filter(([name]) => asked.length === 0 || (asked as string[]).includes(name))
      .map(([name, value]): AccountAttribute => ({
        AttributeName: name,
        AttributeValues: [{ AttributeValue: value }],
      })),
  };
}

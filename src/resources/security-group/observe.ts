import type { Filter, SecurityGroup } from '@aws-sdk/client-ec2';
import { allPages, EC2_PAGE } from '../../aws/pages.ts';
import type { Ec2Port } from '../../aws/ports.ts';
import { userTags } from '../../core/ownership.ts';
import type { Live, Unreadable } from '../../core/resource.ts';
import { standingSecurityGroups } from '../by-id.ts';
import { fromPairs } from '../pairs.ts';
import { reading } from '../reading.ts';
import type { ObserveContext, Observed, Reads } from '../resource.ts';
import { securityGroupType, type SecurityGroupState } from './type.ts';

/** How it is read. */
export const securityGroupReads: Reads<SecurityGroupState> = {
  observe,
  taggedAs: 'ec2:security-group',
  standing: standingSecurityGroups,
};

/** Every group of the region, other people's too: manifests refer to them by name, and one list call returns them all. */
async function observe({ aws }: ObserveContext): Promise<Observed<SecurityGroupState>> {
  const unreadable: Unreadable[] = [];
  const live = await reading(securityGroupType.name, unreadable)(readGroups(aws.ec2, []));
  return { live: live ?? [], unreadable };
}

/** The groups that pass the filters. */
export async function readGroups(ec2: Ec2Port, filters: Filter[]): Promise<Live<SecurityGroupState>[]> {
  const groups = await allPages(
    ec2.describeSecurityGroups,
    { MaxResults: EC2_PAGE, ...(filters.length === 0 ? {} : { Filters: filters }) },
    (page) => page.SecurityGroups,
    { tokenIn: 'NextToken' },
  );
  return groups.map(liveGroup);
}

function liveGroup({
  GroupId: id = '',
  GroupName: name = '',
  Description,
  VpcId: vpc = '',
  SecurityGroupArn: arn,
  Tags,
}: SecurityGroup): Live<SecurityGroupState> {
  const tags = fromPairs(Tags);
  return {
    type: securityGroupType.name,
    physical: id,
    name,
    state: { name, vpc, description: Description ?? '', tags: userTags(tags) },
    tags,
    outputs: { id, vpc, ...(arn === undefined ? {} : { arn }) },
    uses: [],
  };
}

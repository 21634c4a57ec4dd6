import { allPages, chunks, EC2_PAGE } from '../../aws/pages.ts';
import type { Ec2Port } from '../../aws/ports.ts';
import { readOwnership } from '../../core/ownership.ts';
import type { Live, Unreadable } from '../../core/resource.ts';
import { fromPairs } from '../pairs.ts';
import { reading } from '../reading.ts';
import type { ObserveContext, Observed, Reads } from '../resource.ts';
import { fromSdk } from './sdk.ts';
import { referencedGroup, securityGroupRuleType, type SecurityGroupRuleState } from './type.ts';

/** How it is read. */
export const securityGroupRuleReads: Reads<SecurityGroupRuleState> = { observe };

/** The most values that a filter of EC2's takes. */
const FILTER_VALUES = 200;

/** The rules of the groups that are ours or that a manifest claims. */
async function observe(context: ObserveContext): Promise<Observed<SecurityGroupRuleState>> {
  const claimed = context.names('security-group');
  const groups = context
    .observed('security-group')
    .filter((live) => readOwnership(live.tags)?.owner === context.owner || claimed.has(live.name ?? ''))
    .map((live) => live.physical);
  const unreadable: Unreadable[] = [];
  const live = await reading(securityGroupRuleType.name, unreadable)(readRules(context.aws.ec2, groups));
  return { live: live ?? [], unreadable };
}

/** All rules of these groups, as few calls as there are pages. A group that is gone has none. */
export async function readRules(ec2: Ec2Port, groups: readonly string[]): Promise<Live<SecurityGroupRuleState>[]> {
  const pages = await Promise.all(
    chunks(groups, FILTER_VALUES).map((some) =>
      allPages(
        ec2.describeSecurityGroupRules,
        { Filters: [{ Name: 'group-id', Values: some }], MaxResults: EC2_PAGE },
        (page) => page.SecurityGroupRules,
        { tokenIn: 'NextToken' },
      ),
    ),
  );
  return pages.flat().map((rule) => {
    const physical = rule.SecurityGroupRuleId ?? '';
    const live: Live<SecurityGroupRuleState> = {
      type: securityGroupRuleType.name,
      physical,
      parent: rule.GroupId ?? '',
      state: fromSdk(rule),
      tags: fromPairs(rule.Tags),
      outputs: { id: physical },
      uses: [],
    };
    const other = referencedGroup(live);
    return other === undefined ? live : { ...live, uses: [other] };
  });
}

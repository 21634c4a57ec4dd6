import { allPages, chunks, EC2_PAGE } from '../../aws/pages.ts';
import type { Ec2Port } from '../../aws/ports.ts';
import { groupBy } from '../../core/group-by.ts';
import { readRules } from '../../resources/security-group-rule/observe.ts';
import type { SecurityGroupRuleState } from '../../resources/security-group-rule/type.ts';

/** The most values that a filter of EC2's takes. */
const FILTER_VALUES = 200;

/** The security groups of instances; one that is gone is left out. */
export async function readInstances(ec2: Ec2Port, ids: readonly string[]): Promise<Map<string, string[]>> {
  const pages = await Promise.all(
    chunks(ids, FILTER_VALUES).map((Values) =>
      allPages(
        ec2.describeInstances,
        { Filters: [{ Name: 'instance-id', Values }], MaxResults: EC2_PAGE },
        (page) => page.Reservations,
        { tokenIn: 'NextToken' },
      ),
    ),
  );
  const instances = pages.flat().flatMap(({ Instances = [] }) => Instances);
  return new Map(
    instances.map(({ InstanceId = '', SecurityGroups = [] }) => [
      InstanceId,
      SecurityGroups.flatMap(({ GroupId }) => GroupId ?? []),
    ]),
  );
}

/** The rules of each group, none where it has none. */
export async function readRulesOf(
  ec2: Ec2Port,
  groups: readonly string[],
): Promise<Map<string, SecurityGroupRuleState[]>> {
  const rules = groupBy(await readRules(ec2, groups), ({ parent }) => parent);
  return new Map(groups.map((group) => [group, (rules.get(group) ?? []).map(({ state }) => state)]));
}

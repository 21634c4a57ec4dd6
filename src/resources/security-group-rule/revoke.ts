import { EvenkeelError } from '../../core/errors.ts';
import { plain } from '../../core/inventory.ts';
import type { Live } from '../../core/resource.ts';
import type { ApplyContext } from '../resource.ts';
import type { SecurityGroupRuleState } from './type.ts';

/** Takes rules away, all of one direction in one call. AWS refuses the whole batch for one that is gone already: then they are revoked one by one. */
export async function removeMany(context: ApplyContext, live: readonly Live<SecurityGroupRuleState>[]): Promise<void> {
  for (const direction of ['ingress', 'egress'] as const) {
    const doomed = live.filter((rule) => rule.state.direction === direction);
    if (doomed.length === 0 || (await revoked(context, direction, doomed)) || doomed.length === 1) continue;
    for (const rule of doomed) await revoked(context, direction, [rule]);
  }
}

/** Whether all of them were there to be revoked. */
async function revoked(
  { aws }: ApplyContext,
  direction: SecurityGroupRuleState['direction'],
  rules: readonly Live<SecurityGroupRuleState>[],
): Promise<boolean> {
  const input = { GroupId: plain(rules[0]!.state.group), SecurityGroupRuleIds: rules.map((rule) => rule.physical) };
  try {
    if (direction === 'ingress') await aws.ec2.revokeSecurityGroupIngress(input);
    else await aws.ec2.revokeSecurityGroupEgress(input);
    return true;
  } catch (thrown) {
    if (thrown instanceof EvenkeelError && thrown.code === 'not-found') return false;
    throw thrown;
  }
}

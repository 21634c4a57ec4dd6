import type { Ec2Port } from '../../aws/ports.ts';
import { unlessGone } from '../ensure.ts';
import { allowAllEgress, identityOf } from '../security-group-rule/normal.ts';
import type { SecurityGroupRuleState } from '../security-group-rule/type.ts';

/**
 * AWS lets everything out of a new group. Where the manifest asks for other egress, that rule goes at once: nothing uses
 * the group yet, so there is nothing to break.
 */
export async function revokeDefaultEgress(ec2: Ec2Port, group: string, rules: unknown): Promise<void> {
  if (isWanted(rules)) return;
  await unlessGone(
    ec2.revokeSecurityGroupEgress({
      GroupId: group,
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );
}

function isWanted(rules: unknown): boolean {
  const wanted = Object.values((rules ?? {}) as Readonly<Record<string, SecurityGroupRuleState>>);
  return wanted.some((rule) => identityOf(rule) === identityOf(allowAllEgress));
}

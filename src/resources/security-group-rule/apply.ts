import { plain } from '../../core/inventory.ts';
import type { Apply } from '../resource.ts';
import { createMany } from './authorize.ts';
import { removeMany } from './revoke.ts';
import { toRequest } from './sdk.ts';
import type { SecurityGroupRuleGroup, SecurityGroupRuleState } from './type.ts';

export const securityGroupRuleApply: Apply<SecurityGroupRuleState, SecurityGroupRuleGroup> = {
  async create(context, step) {
    const [created] = await createMany(context, [step]);
    return created!;
  },
  createMany,
  update: {
    async description({ aws }, { live, wanted }) {
      await aws.ec2.modifySecurityGroupRules({
        GroupId: plain(live.state.group),
        SecurityGroupRules: [
          { SecurityGroupRuleId: live.physical, SecurityGroupRule: toRequest({ ...live.state, ...wanted }) },
        ],
      });
    },
  },
  remove: (context, live) => removeMany(context, [live]),
  removeMany,
};

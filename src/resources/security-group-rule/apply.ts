import { plain } from '../../core/inventory.ts';
import type { Apply } from '../resource.ts';
import { createMany } from './authorize.ts';
import type { SecurityGroupRuleGroup } from './fields.ts';
import { removeMany } from './revoke.ts';
import { toRequest } from './sdk.ts';
import type { SecurityGroupRuleState } from './state.ts';

export const apply: Apply<SecurityGroupRuleState, SecurityGroupRuleGroup> = {
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

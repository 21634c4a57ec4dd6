import type { Ec2Port } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { plain } from '../../core/inventory.ts';
import { ensureCreated, unlessGone, type Existing } from '../ensure.ts';
import { toPairs } from '../pairs.ts';
import type { Apply } from '../resource.ts';
import { revokeDefaultEgress } from './default-egress.ts';
import { heldBy } from './holders.ts';
import { readGroups } from './observe.ts';
import type { SecurityGroupGroup, SecurityGroupState } from './type.ts';

/** AWS demands a description; this one stands where the manifest has none. */
const FILLER = 'Managed by evenkeel';

export const securityGroupApply: Apply<SecurityGroupState, SecurityGroupGroup> = {
  async create({ aws, clock }, { wanted, tags, content }) {
    const vpc = plain(wanted.vpc);
    const created = await ensureCreated({
      clock,
      tags,
      async create() {
        const { GroupId: id = '' } = await aws.ec2.createSecurityGroup({
          GroupName: wanted.name,
          Description: wanted.description ?? FILLER,
          VpcId: vpc,
          TagSpecifications: [{ ResourceType: 'security-group', Tags: toPairs(tags) }],
        });
        return { physical: id, outputs: { id, vpc } };
      },
      find: () => findGroup(aws.ec2, wanted.name, vpc),
    });
    await revokeDefaultEgress(aws.ec2, created.physical, content);
    return created;
  },
  update: {},
  async remove({ aws }, { physical }) {
    try {
      await unlessGone(aws.ec2.deleteSecurityGroup({ GroupId: physical }));
    } catch (thrown) {
      if (thrown instanceof EvenkeelError && thrown.code === 'in-use') throw await heldBy(aws.ec2, physical, thrown);
      throw thrown;
    }
  },
  async tag({ aws }, { physical }, set, remove) {
    if (Object.keys(set).length > 0) await aws.ec2.createTags({ Resources: [physical], Tags: toPairs(set) });
    if (remove.length > 0) await aws.ec2.deleteTags({ Resources: [physical], Tags: remove.map((Key) => ({ Key })) });
  },
};

/** Names are unique in a VPC. */
async function findGroup(ec2: Ec2Port, name: string, vpc: string): Promise<Existing | undefined> {
  const [found] = await readGroups(ec2, [
    { Name: 'group-name', Values: [name] },
    { Name: 'vpc-id', Values: [vpc] },
  ]);
  return found;
}

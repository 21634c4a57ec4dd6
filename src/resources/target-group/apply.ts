import type { CreateTargetGroupInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Elbv2Port } from '../../aws/ports.ts';
import { plain } from '../../core/inventory.ts';
import { changed } from '../changes.ts';
import { ensureCreated, unlessGone, type Existing } from '../ensure.ts';
import { toPairs } from '../pairs.ts';
import type { Apply, ApplyContext, Created, CreateStep } from '../resource.ts';
import { readElbv2Tags, writeElbv2Tags } from '../elbv2-tags.ts';
import { toSdk } from './sdk.ts';
import type { TargetGroupGroup, TargetGroupState } from './type.ts';

export const targetGroupApply: Apply<TargetGroupState, TargetGroupGroup> = {
  create,
  update: {
    async healthCheck({ aws }, { live, differences }) {
      const check = toSdk(changed(differences), live.state);
      await aws.elbv2.modifyTargetGroup({ TargetGroupArn: live.physical, ...check });
    },
    attributes: ({ aws }, { live, differences }) =>
      writeAttributes(aws.elbv2, live.physical, changed(differences) as Record<string, string>),
  },
  async remove({ aws }, { physical }) {
    await unlessGone(aws.elbv2.deleteTargetGroup({ TargetGroupArn: physical }));
  },
  tag: writeElbv2Tags,
};

/** Makes it, then writes the attributes, which the create call does not take. */
async function create({ aws, clock }: ApplyContext, { wanted, tags }: CreateStep<TargetGroupState>): Promise<Created> {
  const created = await ensureCreated({
    async create() {
      const answer = await aws.elbv2.createTargetGroup({ ...toInput(wanted), Tags: toPairs(tags) });
      return named(answer.TargetGroups?.[0]?.TargetGroupArn ?? '');
    },
    find: () => find(aws.elbv2, wanted.name),
    tags,
    clock,
  });
  const { attributes = {} } = wanted;
  if (Object.keys(attributes).length > 0) await writeAttributes(aws.elbv2, created.physical, attributes);
  return created;
}

function toInput(wanted: TargetGroupState): CreateTargetGroupInput {
  return {
    Name: wanted.name,
    TargetType: wanted.targetType,
    Protocol: wanted.protocol as CreateTargetGroupInput['Protocol'],
    ProtocolVersion: wanted.protocolVersion,
    Port: wanted.port,
    TargetControlPort: wanted.targetControlPort,
    VpcId: wanted.vpc === undefined ? undefined : plain(wanted.vpc),
    IpAddressType: wanted.ipAddressType as CreateTargetGroupInput['IpAddressType'],
    ...toSdk(wanted.healthCheck ?? {}, wanted),
  };
}

async function find(elbv2: Elbv2Port, name: string): Promise<Existing | undefined> {
  const answer = await unlessGone(elbv2.describeTargetGroups({ Names: [name] }));
  const arn = answer?.TargetGroups?.[0]?.TargetGroupArn;
  if (arn === undefined) return undefined;
  return { ...named(arn), tags: (await readElbv2Tags(elbv2, [arn])).get(arn) ?? {} };
}

function named(arn: string): Created {
  return { physical: arn, outputs: { arn } };
}

async function writeAttributes(
  elbv2: Elbv2Port,
  arn: string,
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  await elbv2.modifyTargetGroupAttributes({ TargetGroupArn: arn, Attributes: toPairs(attributes) });
}

import type {
  DescribeInstanceAttributeRequest,
  DescribeInstanceCreditSpecificationsRequest,
  DescribeInstanceCreditSpecificationsResult,
  InstanceAttribute,
  ModifyInstanceAttributeRequest,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { blockDevicesOf, ROOT_DEVICE } from './describe-instance.ts';
import { isBurstable } from './instance-types.ts';
import { need, required } from './kinds.ts';
import { matching, page } from './select.ts';
import { needGroups } from './security-groups.ts';
import type { Instance } from './state.ts';

type Name = NonNullable<DescribeInstanceAttributeRequest['Attribute']>;

/** What an instance answers for each attribute. */
const attributes: Record<Name, (instance: Instance, world: World) => Omit<InstanceAttribute, 'InstanceId'>> = {
  blockDeviceMapping: (instance, world) => ({ BlockDeviceMappings: blockDevicesOf(world, instance) }),
  disableApiStop: ({ protection }) => ({ DisableApiStop: { Value: protection.stop } }),
  disableApiTermination: ({ protection }) => ({ DisableApiTermination: { Value: protection.termination } }),
  ebsOptimized: () => ({ EbsOptimized: { Value: false } }),
  enaSupport: () => ({ EnaSupport: { Value: true } }),
  enclaveOptions: () => ({ EnclaveOptions: { Enabled: false } }),
  groupSet: ({ groupIds }) => ({ Groups: groupIds.map((GroupId) => ({ GroupId })) }),
  instanceInitiatedShutdownBehavior: (instance) => ({
    InstanceInitiatedShutdownBehavior: { Value: instance.shutdownBehavior },
  }),
  instanceType: ({ instanceType }) => ({ InstanceType: { Value: instanceType } }),
  // No image of today has its own kernel.
  kernel: () => ({ KernelId: {} }),
  productCodes: () => ({ ProductCodes: [] }),
  ramdisk: () => ({ RamdiskId: {} }),
  rootDeviceName: () => ({ RootDeviceName: { Value: ROOT_DEVICE } }),
  sourceDestCheck: ({ sourceDestCheck }) => ({ SourceDestCheck: { Value: sourceDestCheck } }),
  sriovNetSupport: () => ({ SriovNetSupport: {} }),
  userData: ({ userData }) => ({ UserData: userData === undefined ? {} : { Value: userData } }),
};

export function describeInstanceAttribute(
  input: DescribeInstanceAttributeRequest,
  { world }: Call<World>,
): InstanceAttribute {
  const instance = need('instance', world.ec2.instances, input.InstanceId);
  const name = required(input.Attribute, 'attribute');
  if (!Object.hasOwn(attributes, name))
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${name}) for parameter attribute is invalid. Unknown attribute.`,
    );
  return { InstanceId: instance.instanceId, ...attributes[name](instance, world) };
}

/** One at a time, as EC2 wants it. */
export function modifyInstanceAttribute(input: ModifyInstanceAttributeRequest, { world }: Call<World>): object {
  const instance = need('instance', world.ec2.instances, input.InstanceId);
  const { protection } = instance;
  const value = input.Value;
  const isOn = value === undefined ? undefined : value === 'true';
  const named = (name: Name): boolean => input.Attribute === name;
  protection.termination =
    input.DisableApiTermination?.Value ?? (named('disableApiTermination') ? isOn : undefined) ?? protection.termination;
  protection.stop = input.DisableApiStop?.Value ?? (named('disableApiStop') ? isOn : undefined) ?? protection.stop;
  instance.sourceDestCheck =
    input.SourceDestCheck?.Value ?? (named('sourceDestCheck') ? isOn : undefined) ?? instance.sourceDestCheck;
  instance.shutdownBehavior =
    input.InstanceInitiatedShutdownBehavior?.Value ??
    (named('instanceInitiatedShutdownBehavior') ? value : undefined) ??
    instance.shutdownBehavior;
  const type = input.InstanceType?.Value ?? (named('instanceType') ? value : undefined);
  const userData = input.UserData?.Value;
  if (type !== undefined || userData !== undefined) requireStopped(instance);
  if (type !== undefined) instance.instanceType = type;
  if (userData !== undefined) instance.userData = Buffer.from(userData).toString('base64');
  if (input.Groups !== undefined) setGroups(world, instance, input.Groups);
  return {};
}

function requireStopped({ instanceId, state }: Instance): void {
  if (state === 'stopped') return;
  throw new AwsError('IncorrectInstanceState', `The instance '${instanceId}' is not in the 'stopped' state.`);
}

function setGroups(world: World, instance: Instance, groupIds: readonly string[]): void {
  needGroups(world, groupIds);
  instance.groupIds = [...groupIds];
  const nic = world.ec2.networkInterfaces.get(instance.networkInterfaceId);
  if (nic) nic.groupIds = [...groupIds];
}

export function describeInstanceCreditSpecifications(
  input: DescribeInstanceCreditSpecificationsRequest,
  { world }: Call<World>,
): DescribeInstanceCreditSpecificationsResult {
  const ids = input.InstanceIds ?? [];
  for (const id of ids) need('instance', world.ec2.instances, id);
  const all = [...world.ec2.instances.values()].filter(
    ({ instanceId, instanceType }) => isBurstable(instanceType) && (ids.length === 0 || ids.includes(instanceId)),
  );
  const { items, ...rest } = page(
    matching(all, input.Filters, { 'instance-id': ({ instanceId }) => instanceId }),
    input,
  );
  return {
    InstanceCreditSpecifications: items.map(({ instanceId, instanceType }) => ({
      InstanceId: instanceId,
      CpuCredits: instanceType.startsWith('t2.') ? 'standard' : 'unlimited',
    })),
    ...rest,
  };
}

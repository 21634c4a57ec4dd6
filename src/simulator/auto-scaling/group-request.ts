import type {
  CreateAutoScalingGroupType,
  LaunchTemplateSpecification,
  UpdateAutoScalingGroupType,
} from '@aws-sdk/client-auto-scaling';
import { needTemplate, needVersion } from '../ec2/launch-template-find.ts';
import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import { refuse } from './find.ts';
import type { GroupSettings, TemplateUse } from './state.ts';

type Request = CreateAutoScalingGroupType | UpdateAutoScalingGroupType;

interface Sizes {
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
}

/** The template that a request names, by both its names; it must exist, and lead to an image. */
export function readTemplate(world: World, asked: LaunchTemplateSpecification): TemplateUse {
  if (asked.LaunchTemplateId && asked.LaunchTemplateName)
    refuse('Valid requests must contain either launchTemplateId or LaunchTemplateName');
  try {
    const template = needTemplate(world, asked);
    const { data } = needVersion(template, asked.Version);
    if (data.ImageId === undefined) refuse('The request must contain the parameter ImageId');
    return {
      LaunchTemplateId: template.launchTemplateId,
      LaunchTemplateName: template.launchTemplateName,
      ...(asked.Version === undefined ? {} : { Version: asked.Version }),
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return refuse(`You must use a valid fully-formed launch template. ${error.message}`);
  }
}

/** The subnets to launch into: those listed, else the default ones of the zones listed. */
export function readSubnets(
  world: World,
  { VPCZoneIdentifier: list, AvailabilityZones: zones = [] }: Request,
): string[] {
  const listed = list?.split(',').map((id) => id.trim()) ?? [];
  const lost = listed.find((id) => !world.ec2.subnets.has(id));
  if (lost !== undefined) refuse(`The subnet ID '${lost}' does not exist`);
  const vpcIds = new Set(listed.map((id) => world.ec2.subnets.get(id)?.vpcId));
  if (vpcIds.size > 1) refuse('The subnets of a group must all lie in the same VPC');
  if (listed.length > 0) return listed;
  const defaults = [...world.ec2.subnets.values()].filter((subnet) => subnet.defaultForAz);
  const found = defaults.filter((subnet) => zones.includes(subnet.availabilityZone));
  if (found.length < zones.length) refuse(`There is no default subnet in each of the zones ${zones.join(', ')}`);
  if (found.length === 0) refuse('At least one Availability Zone or VPC Subnet is required.');
  return found.map((subnet) => subnet.subnetId);
}

/** Sizes that hold together. Only a desired capacity that was asked for is refused; another is moved between the bounds. */
export function readSizes(asked: Request, standing: Sizes): Sizes {
  const { MinSize: minSize = standing.minSize, MaxSize: maxSize = standing.maxSize } = asked;
  if (minSize < 0 || maxSize < 0) refuse('Group sizes must not be negative');
  if (minSize > maxSize) refuse(`Max bound, ${maxSize}, must be greater than or equal to min bound, ${minSize}`);
  const { DesiredCapacity: desired } = asked;
  if (desired !== undefined) requireWithin(desired, { minSize, maxSize });
  return { minSize, maxSize, desiredCapacity: desired ?? clamp(standing.desiredCapacity, { minSize, maxSize }) };
}

export function requireWithin(desired: number, { minSize, maxSize }: Omit<Sizes, 'desiredCapacity'>): void {
  if (desired >= minSize && desired <= maxSize) return;
  refuse(`Desired capacity:${desired} must be between the specified min size:${minSize} and max size:${maxSize}`);
}

export function clamp(desired: number, { minSize, maxSize }: Omit<Sizes, 'desiredCapacity'>): number {
  return Math.min(Math.max(desired, minSize), maxSize);
}

/** What AWS fills in where a group is created without. */
export function defaultSettings(world: World): GroupSettings {
  return {
    DefaultCooldown: 300,
    HealthCheckGracePeriod: 0,
    HealthCheckType: 'EC2',
    NewInstancesProtectedFromScaleIn: false,
    ServiceLinkedRoleARN: `arn:aws:iam::${world.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    TerminationPolicies: ['Default'],
  };
}

/** The standing settings with those that a request gives in their place. */
export function readSettings(asked: Request, standing: GroupSettings): GroupSettings {
  const types = asked.HealthCheckType?.split(',') ?? [];
  const unknown = types.find((type) => !['EC2', 'ELB', 'EBS', 'VPC_LATTICE'].includes(type));
  if (unknown !== undefined) refuse(`'${unknown}' is not a valid health check type`);
  const stranger = asked.TerminationPolicies?.find(
    (policy) => !TERMINATION_POLICIES.has(policy) && !terminationFunction.test(policy),
  );
  if (stranger !== undefined) refuse(`'${stranger}' is not a valid termination policy`);
  return {
    ...standing,
    ...given({
      CapacityRebalance: asked.CapacityRebalance,
      Context: asked.Context,
      DefaultCooldown: asked.DefaultCooldown,
      DefaultInstanceWarmup: asked.DefaultInstanceWarmup,
      DesiredCapacityType: asked.DesiredCapacityType,
      HealthCheckGracePeriod: asked.HealthCheckGracePeriod,
      HealthCheckType: asked.HealthCheckType,
      InstanceMaintenancePolicy: asked.InstanceMaintenancePolicy,
      MaxInstanceLifetime: asked.MaxInstanceLifetime,
      NewInstancesProtectedFromScaleIn: asked.NewInstancesProtectedFromScaleIn,
      PlacementGroup: asked.PlacementGroup,
      ServiceLinkedRoleARN: asked.ServiceLinkedRoleARN,
      TerminationPolicies: asked.TerminationPolicies?.length ? asked.TerminationPolicies : undefined,
    }),
  };
}

const TERMINATION_POLICIES = new Set([
  'AllocationStrategy',
  'ClosestToNextInstanceHour',
  'Default',
  'NewestInstance',
  'OldestInstance',
  'OldestLaunchConfiguration',
  'OldestLaunchTemplate',
]);

/** A function that chooses the instances. */
const terminationFunction = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(?::[\w$-]+)?$/;

type Given<Item> = { [Key in keyof Item]?: Exclude<Item[Key], undefined> };

function given<Item extends object>(members: Item): Given<Item> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<Item>;
}

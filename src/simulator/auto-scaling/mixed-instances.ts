import type {
  InstancesDistribution,
  LaunchTemplateOverrides,
  MixedInstancesPolicy,
} from '@aws-sdk/client-auto-scaling';
import type { World } from '../world.ts';
import { activeMembers, refuse } from './find.ts';
import { readTemplate } from './group-request.ts';
import type { Group, Member, Mixed, TemplateUse } from './state.ts';

const LOWEST = 'lowest-price';
const onDemandStrategies = new Set([LOWEST, 'prioritized']);
const spotStrategies = new Set([
  LOWEST,
  'capacity-optimized',
  'capacity-optimized-prioritized',
  'price-capacity-optimized',
]);

const MOST_OVERRIDES = 40;

/** The policy that a request asks for, over the one that stands: of the distribution what it leaves out stays. */
export function readMixed(world: World, asked: MixedInstancesPolicy, standing: Mixed | undefined): Mixed {
  const overrides =
    asked.LaunchTemplate?.Overrides?.map((one) => readOverride(world, one)) ?? standing?.overrides ?? [];
  requireAlike(overrides);
  const hasRequirements = overrides.some(({ InstanceRequirements }) => InstanceRequirements !== undefined);
  const distribution = { ...standing?.distribution, ...given(asked.InstancesDistribution) };
  return { overrides, distribution: settled(distribution, hasRequirements) };
}

export function mixedAnswer({ template, mixed }: Group): MixedInstancesPolicy | undefined {
  if (mixed === undefined) return undefined;
  return {
    LaunchTemplate: { LaunchTemplateSpecification: template, Overrides: [...mixed.overrides] },
    InstancesDistribution: mixed.distribution,
  };
}

/** What is launched next: from which template, of which type, how much it counts, and how it is paid for. */
export interface Choice {
  readonly use: TemplateUse;
  readonly instanceType: string | undefined;
  readonly weight: number;
  readonly isSpot: boolean;
}

export function choose(world: World, group: Group, use: TemplateUse, mixed: Mixed | undefined): Choice {
  if (mixed === undefined) return { use, instanceType: undefined, weight: 1, isSpot: false };
  const members = activeMembers(group);
  const isSpot = wantsSpot(members, mixed.distribution);
  const [override] = mixed.overrides.toSorted(isSpot ? fewestOf(members) : () => 0);
  const { LaunchTemplateSpecification: own, WeightedCapacity: weight = '1' } = override ?? {};
  return {
    use: own === undefined ? use : readTemplate(world, own),
    instanceType: override === undefined ? undefined : typeOf(override),
    weight: Number(weight),
    isSpot,
  };
}

/** How much they count together. */
export function capacityOf(members: readonly Member[]): number {
  return members.reduce((sum, { weight }) => sum + weight, 0);
}

/** Above its base, On-Demand has its share of what there is. */
function wantsSpot(members: readonly Member[], distribution: InstancesDistribution): boolean {
  const { OnDemandBaseCapacity: base = 0, OnDemandPercentageAboveBaseCapacity: share = 100 } = distribution;
  const onDemand = capacityOf(members.filter(({ isSpot }) => !isSpot));
  const above = capacityOf(members) - base;
  return onDemand >= base && onDemand - base >= Math.ceil(((above + 1) * share) / 100);
}

/** Spot goes where the group has the least of, so that not all is reclaimed at once. */
function fewestOf(
  members: readonly Member[],
): (one: LaunchTemplateOverrides, other: LaunchTemplateOverrides) => number {
  const count = (override: LaunchTemplateOverrides): number =>
    members.filter(({ isSpot, instanceType }) => isSpot && instanceType === typeOf(override)).length;
  return (one, other) => count(one) - count(other);
}

/** Which type has certain attributes is not worked out here: one that is allowed, else one that stands for all. */
function typeOf({ InstanceType, InstanceRequirements }: LaunchTemplateOverrides): string | undefined {
  if (InstanceRequirements === undefined) return InstanceType;
  return InstanceRequirements.AllowedInstanceTypes?.find((type) => !type.includes('*')) ?? 'm5.large';
}

function readOverride(world: World, asked: LaunchTemplateOverrides): LaunchTemplateOverrides {
  const { WeightedCapacity: weight, LaunchTemplateSpecification: template, InstanceRequirements: attributes } = asked;
  if (asked.InstanceType !== undefined && attributes !== undefined)
    refuse('An override can have an InstanceType or InstanceRequirements, not both.');
  if (weight !== undefined && !/^[1-9]\d{0,2}$/.test(weight))
    refuse(`WeightedCapacity '${weight}' must be a whole number from 1 to 999.`);
  if (attributes !== undefined && (attributes.VCpuCount?.Min === undefined || attributes.MemoryMiB?.Min === undefined))
    refuse('InstanceRequirements must contain VCpuCount and MemoryMiB, each with Min.');
  return {
    ...asked,
    ...(template === undefined ? {} : { LaunchTemplateSpecification: readTemplate(world, template) }),
  };
}

function requireAlike(overrides: readonly LaunchTemplateOverrides[]): void {
  if (overrides.length > MOST_OVERRIDES) refuse(`A policy can have at most ${MOST_OVERRIDES} overrides.`);
  const types = overrides.flatMap(({ InstanceType }) => InstanceType ?? []);
  if (new Set(types).size < types.length) refuse('Instance types of overrides must be unique.');
  const byAttributes = overrides.filter(({ InstanceRequirements }) => InstanceRequirements !== undefined).length;
  if (byAttributes > 0 && byAttributes < overrides.length)
    refuse('All overrides of a policy must have InstanceRequirements, or none.');
  const weighted = overrides.filter(({ WeightedCapacity }) => WeightedCapacity !== undefined).length;
  if (weighted > 0 && weighted < overrides.length)
    refuse('WeightedCapacity must be given for all overrides of a policy, or for none.');
}

function settled(asked: InstancesDistribution, hasRequirements: boolean): InstancesDistribution {
  const {
    OnDemandAllocationStrategy: onDemand = hasRequirements ? LOWEST : 'prioritized',
    OnDemandBaseCapacity: base = 0,
    OnDemandPercentageAboveBaseCapacity: share = 100,
    SpotAllocationStrategy: spot = LOWEST,
    SpotInstancePools: pools,
    SpotMaxPrice: price,
  } = asked;
  if (!onDemandStrategies.has(onDemand)) refuse(`'${onDemand}' is not a valid On-Demand allocation strategy`);
  if (hasRequirements && onDemand !== LOWEST)
    refuse(`InstanceRequirements can't be used with the On-Demand allocation strategy '${onDemand}'.`);
  if (!spotStrategies.has(spot)) refuse(`'${spot}' is not a valid Spot allocation strategy`);
  if (base < 0 || share < 0 || share > 100) refuse('OnDemandPercentageAboveBaseCapacity must be between 0 and 100');
  if (pools !== undefined && (pools < 1 || pools > 20)) refuse('SpotInstancePools must be between 1 and 20');
  return {
    OnDemandAllocationStrategy: onDemand,
    OnDemandBaseCapacity: base,
    OnDemandPercentageAboveBaseCapacity: share,
    SpotAllocationStrategy: spot,
    ...(spot === LOWEST ? { SpotInstancePools: pools ?? 2 } : {}),
    // An empty one takes the former back.
    ...(price ? { SpotMaxPrice: price } : {}),
  };
}

/** SpotInstancePools goes with one strategy only, whether it is said or was said before. */
function given(asked: InstancesDistribution = {}): InstancesDistribution {
  const { SpotAllocationStrategy: spot = LOWEST, SpotInstancePools: pools } = asked;
  if (pools !== undefined && spot !== LOWEST)
    refuse(`SpotInstancePools is only available with the ${LOWEST} allocation strategy.`);
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

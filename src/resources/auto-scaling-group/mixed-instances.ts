import { sameJson } from '../../core/json.ts';

/** What is On-Demand and what Spot, and where each is launched. Each key is compared on its own. */
export interface InstancesDistribution {
  readonly onDemandAllocationStrategy?: string;
  readonly onDemandBaseCapacity?: number;
  readonly onDemandPercentageAboveBaseCapacity?: number;
  readonly spotAllocationStrategy?: string;
  /** Goes with one strategy only. */
  readonly spotInstancePools?: number;
  /** Empty: the On-Demand price. */
  readonly spotMaxPrice?: string;
}

/** One of the types that may be launched. */
export interface InstanceOverride {
  readonly instanceType?: string;
  /** As AWS has them, but for the case of their names. */
  readonly instanceRequirements?: object;
  readonly weightedCapacity?: number;
  readonly launchTemplate?: OverrideTemplate;
}

interface OverrideTemplate {
  readonly id?: string;
  readonly name?: string;
  readonly version?: string;
}

interface Mixed {
  readonly instancesDistribution?: InstancesDistribution;
  readonly overrides?: readonly InstanceOverride[];
}

export const LOWEST = 'lowest-price';

/** What AWS sets by itself. */
export function usualDistribution({ instancesDistribution = {}, overrides = [] }: Mixed): InstancesDistribution {
  const { spotAllocationStrategy = LOWEST } = instancesDistribution;
  const byAttributes = overrides.some(({ instanceRequirements }) => instanceRequirements !== undefined);
  return {
    onDemandAllocationStrategy: byAttributes ? LOWEST : 'prioritized',
    onDemandBaseCapacity: 0,
    onDemandPercentageAboveBaseCapacity: 100,
    spotAllocationStrategy: LOWEST,
    ...(spotAllocationStrategy === LOWEST ? { spotInstancePools: 2 } : {}),
    spotMaxPrice: '',
  };
}

/** Tried in their order, so that it counts. */
export function sameOverrides(wanted: readonly InstanceOverride[], live: readonly InstanceOverride[] = []): boolean {
  return wanted.length === live.length && wanted.every((one, index) => sameOverride(one, live[index]!));
}

function sameOverride({ launchTemplate: template, ...wanted }: InstanceOverride, live: InstanceOverride): boolean {
  const { launchTemplate: standing, ...others } = live;
  return sameJson(wanted, others) && sameTemplate(template, standing);
}

/** AWS tells both its id and its name. */
function sameTemplate(wanted: OverrideTemplate | undefined, live: OverrideTemplate | undefined): boolean {
  if (wanted === undefined || live === undefined) return wanted === live;
  const { version = DEFAULT_VERSION, ...by } = wanted;
  return (
    version === (live.version ?? DEFAULT_VERSION) &&
    Object.entries(by).every(([key, value]) => live[key as 'id'] === value)
  );
}

const DEFAULT_VERSION = '$Default';

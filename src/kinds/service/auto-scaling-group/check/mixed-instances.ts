import type { Path } from '../../../../core/problem.ts';
import type { Fault } from '../../../../schema/fault.ts';
import { quote } from '../../../../schema/words.ts';
import { repeats } from '../../../check/repeats.ts';
import type { MixedInstancesSpec } from '../mixed-instances.ts';
import type { AutoScalingGroupSpec } from '../schema.ts';

type Overrides = NonNullable<MixedInstancesSpec['overrides']>;
type Requirements = NonNullable<Overrides[number]['instanceRequirements']>;

export function* mixedInstances({ mixedInstancesPolicy: policy }: AutoScalingGroupSpec): Iterable<Fault> {
  if (policy === undefined) return;
  for (const fault of faultsOf(policy)) yield { ...fault, path: ['mixedInstancesPolicy', ...fault.path] };
}

function* faultsOf({ instancesDistribution, overrides = [] }: MixedInstancesSpec): Iterable<Fault> {
  const byRequirements = overrides.filter(({ instanceRequirements }) => instanceRequirements !== undefined).length;
  yield* distribution(instancesDistribution ?? {}, byRequirements > 0);
  yield* alike(overrides, byRequirements);
  for (const [index, { instanceRequirements: requirements }] of overrides.entries()) {
    if (requirements === undefined) continue;
    for (const fault of requirementFaults(requirements))
      yield { ...fault, path: ['overrides', index, 'instanceRequirements', ...fault.path] };
  }
}

function* distribution(
  {
    onDemandAllocationStrategy,
    spotAllocationStrategy = 'lowest-price',
    spotInstancePools,
  }: NonNullable<MixedInstancesSpec['instancesDistribution']>,
  hasRequirements: boolean,
): Iterable<Fault> {
  if (spotInstancePools !== undefined && spotAllocationStrategy !== 'lowest-price')
    yield {
      path: ['instancesDistribution', 'spotInstancePools'],
      onKey: true,
      message: `goes only with spotAllocationStrategy lowest-price, not with ${spotAllocationStrategy}`,
    };
  if (hasRequirements && onDemandAllocationStrategy === 'prioritized')
    yield {
      path: ['instancesDistribution', 'onDemandAllocationStrategy'],
      message: 'must be lowest-price where overrides have instanceRequirements, is prioritized',
    };
}

/** AWS takes overrides of one sort. */
function* alike(overrides: Overrides, byRequirements: number): Iterable<Fault> {
  for (const { item } of repeats(overrides.entries(), ([, { instanceType }]) => instanceType)) {
    const [index, { instanceType = '' }] = item;
    yield { path: ['overrides', index, 'instanceType'], message: `${quote(instanceType)} is listed twice` };
  }
  const isMixed = byRequirements > 0 && byRequirements < overrides.length;
  const weighted = overrides.filter(({ weightedCapacity }) => weightedCapacity !== undefined).length;
  const isPartly = weighted > 0 && weighted < overrides.length;
  for (const [index, { instanceType, weightedCapacity }] of overrides.entries()) {
    const path: Path = ['overrides', index];
    if (isMixed && instanceType !== undefined)
      yield {
        path: [...path, 'instanceType'],
        onKey: true,
        message: 'must be instanceRequirements, as in other overrides: all have them, or none',
      };
    if (isPartly && weightedCapacity === undefined)
      yield { path, message: 'needs weightedCapacity, as other overrides have it: all have it, or none' };
  }
}

function* requirementFaults(requirements: Requirements): Iterable<Fault> {
  for (const [one, other] of exclusive)
    if (requirements[one] !== undefined && requirements[other] !== undefined)
      yield { path: [other], onKey: true, message: `can't be set beside ${one}` };
  for (const [field, value] of Object.entries(requirements)) {
    const { min = 0, max = Infinity } = value as { readonly min?: number; readonly max?: number };
    if (min > max) yield { path: [field, 'max'], message: `must be at least min, which is ${min}; is ${max}` };
  }
}

const exclusive = [
  ['allowedInstanceTypes', 'excludedInstanceTypes'],
  ['spotMaxPricePercentageOverLowestPrice', 'maxSpotPriceAsPercentageOfOptimalOnDemandPrice'],
] as const;

import type {
  CapacityProvider as CapacityProviderDescription,
  CapacityProviderStrategyItem,
  CreateCapacityProviderRequest,
  CreateCapacityProviderResponse,
  DescribeCapacityProvidersRequest,
  DescribeCapacityProvidersResponse,
} from '@aws-sdk/client-ecs';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { makeArn } from './arns.ts';
import { refuse, requireName, required } from './constraints.ts';
import { page } from './paging.ts';
import type { CapacityProvider } from './state.ts';
import { readTags, tagList } from './tags.ts';

const BUILT_IN = ['FARGATE', 'FARGATE_SPOT'];

export function isFargateProvider(name: string | undefined): boolean {
  return name !== undefined && BUILT_IN.includes(name);
}

export function createCapacityProvider(
  input: CreateCapacityProviderRequest,
  { world }: Call<World>,
): CreateCapacityProviderResponse {
  const name = required(input.name, 'Capacity provider name');
  requireName(name, 'Capacity provider name');
  if (/^(?:aws|ecs|fargate)/i.test(name)) refuse(`The specified capacity provider name is invalid: ${name}`);
  const arn = makeArn(world, `capacity-provider/${name}`);
  if (world.ecs.capacityProviders.has(arn)) refuse('The specified capacity provider already exists.');
  const provider: CapacityProvider = {
    arn,
    name,
    autoScalingGroupProvider: required(input.autoScalingGroupProvider, 'autoScalingGroupProvider'),
    tags: readTags(input.tags),
  };
  world.ecs.capacityProviders.set(arn, provider);
  return { capacityProvider: describe(provider) };
}

export function describeCapacityProviders(
  input: DescribeCapacityProvidersRequest,
  { world }: Call<World>,
): DescribeCapacityProvidersResponse {
  const all = [...BUILT_IN.map((name) => builtIn(world, name)), ...world.ecs.capacityProviders.values()];
  const asked = input.capacityProviders ?? all.map(({ name }) => name);
  const missing = asked.filter((key) => !all.some(({ arn, name }) => key === arn || key === name));
  const { items, nextToken } = page(
    all.filter(({ arn, name }) => asked.includes(arn) || asked.includes(name)),
    input,
  );
  const withTags = input.include?.includes('TAGS') ?? false;
  return {
    capacityProviders: items.map((provider) => ({
      ...describe(provider),
      ...(withTags ? { tags: tagList(provider.tags) } : {}),
    })),
    failures: missing.map((name) => ({
      arn: name.startsWith('arn:') ? name : makeArn(world, `capacity-provider/${name}`),
      reason: 'MISSING',
    })),
    nextToken,
  };
}

/** Names that clusters may be given. */
export function requireCapacityProviders(world: World, names: readonly string[]): void {
  for (const name of names) {
    if (isFargateProvider(name) || world.ecs.capacityProviders.has(makeArn(world, `capacity-provider/${name}`)))
      continue;
    refuse('The specified capacity provider was not found. Specify a valid name or ARN and try again.');
  }
}

/** A strategy as AWS keeps it; it may name only what the cluster has. */
export function settleStrategy(
  strategy: readonly CapacityProviderStrategyItem[],
  known: readonly string[],
): CapacityProviderStrategyItem[] {
  const settled = strategy.map(({ capacityProvider, weight = 0, base = 0 }) => ({ capacityProvider, weight, base }));
  for (const { capacityProvider: name = '', weight, base } of settled) {
    if (!known.includes(name)) {
      refuse(
        'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.',
      );
    }
    if (weight < 0 || weight > 1000) refuse('The weight of a capacity provider must be between 0 and 1000');
    if (base < 0 || base > 100_000) refuse('The base of a capacity provider must be between 0 and 100000');
  }
  if (settled.filter(({ base }) => base > 0).length > 1)
    refuse('Only one capacity provider in a capacity provider strategy can have a base defined');
  if (settled.length > 1 && settled.every(({ weight }) => weight === 0))
    refuse('At least one capacity provider in the strategy must have a weight greater than 0');
  return settled;
}

function builtIn(world: World, name: string): CapacityProvider {
  return {
    arn: makeArn(world, `capacity-provider/${name}`),
    name,
    autoScalingGroupProvider: undefined,
    tags: new Map(),
  };
}

function describe({ arn, name, autoScalingGroupProvider }: CapacityProvider): CapacityProviderDescription {
  return {
    capacityProviderArn: arn,
    name,
    status: 'ACTIVE',
    ...(autoScalingGroupProvider === undefined ? {} : { autoScalingGroupProvider }),
  };
}

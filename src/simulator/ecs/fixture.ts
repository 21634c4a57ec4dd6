import type { World } from '../world.ts';
import { addCluster } from './clusters.ts';
import { registerTaskDefinition } from './task-definitions.ts';

/** A cluster with Fargate and its spare capacity, unless it names its own. */
export interface ClusterFixture {
  readonly name: string;
  readonly capacityProviders?: readonly string[];
  /** What services get that name neither a launch type nor a strategy. */
  readonly defaultStrategy?: readonly StrategyFixture[];
  readonly tags?: Readonly<Record<string, string>>;
}

interface StrategyFixture {
  readonly provider: string;
  readonly weight?: number;
  readonly base?: number;
}

/** One more revision of a family, for Fargate's smallest size, with one container that is called like the family. */
export interface TaskDefinitionFixture {
  readonly family: string;
  readonly image: string;
  readonly port: number;
}

export function buildCluster(world: World, fixture: ClusterFixture): void {
  const { name, capacityProviders = ['FARGATE', 'FARGATE_SPOT'], defaultStrategy = [], tags = {} } = fixture;
  addCluster(world, {
    name,
    capacityProviders: [...capacityProviders],
    defaultCapacityProviderStrategy: defaultStrategy.map(({ provider, ...rest }) => ({
      capacityProvider: provider,
      ...rest,
    })),
    tags: new Map(Object.entries(tags)),
  });
}

export function buildTaskDefinition(world: World, { family, image, port }: TaskDefinitionFixture): void {
  const { account, region, clock } = world;
  const input = {
    family,
    networkMode: 'awsvpc' as const,
    requiresCompatibilities: ['FARGATE' as const],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: family, image, portMappings: [{ containerPort: port }] }],
  };
  registerTaskDefinition(input, { account, region, clock, world });
}

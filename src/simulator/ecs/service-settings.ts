import type { CreateServiceRequest, UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { isDeepStrictEqual } from 'node:util';
import type { World } from '../world.ts';
import { isFargateProvider, settleStrategy } from './capacity-providers.ts';
import { requireAttached } from './attached.ts';
import { refuse, required } from './constraints.ts';
import { settleDeploymentConfiguration, usualDeploymentConfiguration } from './deployment-configuration.ts';
import { findTaskDefinition, requireActiveTaskDefinition } from './find.ts';
import { requireLoadBalancers } from './load-balancers.ts';
import { settleNetwork } from './network.ts';
import { shifts } from './rollouts.ts';
import type { Cluster, Deployable, ServiceSettings, TaskDefinition } from './state.ts';

/** What AWS fills in: a strategy copies the cluster's where neither it nor a launch type is named. */
export function settleSettings(cluster: Cluster, input: CreateServiceRequest): ServiceSettings {
  const { launchType, capacityProviderStrategy: strategy = [] } = input;
  if (launchType !== undefined && strategy.length > 0)
    refuse('Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.');
  const settled =
    launchType === undefined && strategy.length === 0
      ? cluster.defaultStrategy
      : settleStrategy(strategy, cluster.capacityProviders);
  return {
    availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? 'ENABLED',
    deploymentController: input.deploymentController ?? { type: 'ECS' },
    enableECSManagedTags: input.enableECSManagedTags ?? false,
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    healthCheckGracePeriodSeconds: input.loadBalancers?.length ? (input.healthCheckGracePeriodSeconds ?? 0) : undefined,
    placementConstraints: input.placementConstraints ?? [],
    placementStrategy: input.placementStrategy ?? [],
    propagateTags: input.propagateTags ?? 'NONE',
    schedulingStrategy: input.schedulingStrategy ?? 'REPLICA',
    launchType: settled.length > 0 ? undefined : (launchType ?? 'EC2'),
    capacityProviderStrategy: settled,
    deploymentConfiguration: settleDeploymentConfiguration(
      input.deploymentConfiguration,
      usualDeploymentConfiguration(input.schedulingStrategy),
    ),
  };
}

/** A strategy of none goes back to a launch type. */
export function changedSettings(
  cluster: Cluster,
  standing: ServiceSettings,
  input: UpdateServiceRequest,
): ServiceSettings {
  const { deploymentConfiguration: wanted, capacityProviderStrategy: strategy } = input;
  const capacity =
    strategy === undefined
      ? {}
      : {
          capacityProviderStrategy: settleStrategy(strategy, cluster.capacityProviders),
          launchType: strategy.length > 0 ? undefined : (standing.launchType ?? ('FARGATE' as const)),
        };
  return {
    ...given(standing, input),
    ...capacity,
    ...(wanted === undefined
      ? { deploymentConfiguration: standing.deploymentConfiguration }
      : { deploymentConfiguration: settleDeploymentConfiguration(wanted, standing.deploymentConfiguration) }),
  };
}

/** What AWS fills in, of what tasks are made from; what it names must stand. */
export function settleDeployable(world: World, settings: ServiceSettings, input: CreateServiceRequest): Deployable {
  const definition = requireActiveTaskDefinition(world, required(input.taskDefinition, 'taskDefinition'));
  return settle(world, settings, {
    definition,
    wanted: {
      ...input,
      taskDefinition: definition.arn,
      loadBalancers: input.loadBalancers ?? [],
      serviceRegistries: input.serviceRegistries ?? [],
      volumeConfigurations: input.volumeConfigurations ?? [],
      vpcLatticeConfigurations: input.vpcLatticeConfigurations ?? [],
    },
  });
}

/** What stands is not looked at again unless something of it changes: a service outlives the task definition it runs. */
export function changedDeployable(
  world: World,
  settings: ServiceSettings,
  { standing, input }: { readonly standing: Deployable; readonly input: UpdateServiceRequest },
): Deployable {
  const wanted = given(standing, input);
  if (isDeepStrictEqual(wanted, standing) && input.deploymentConfiguration === undefined) return standing;
  const { taskDefinition: asked } = input;
  const definition = asked
    ? requireActiveTaskDefinition(world, asked)
    : findTaskDefinition(world, standing.taskDefinition);
  if (definition === undefined) return standing;
  return settle(world, settings, { definition, wanted: { ...wanted, taskDefinition: definition.arn } });
}

function settle(
  world: World,
  settings: ServiceSettings,
  { definition, wanted }: { readonly definition: TaskDefinition; readonly wanted: Deployable },
): Deployable {
  const fargate = runsOnFargate(settings);
  if (fargate && !definition.description.compatibilities?.includes('FARGATE'))
    refuse('Task definition does not support launch_type FARGATE.');
  requireLoadBalancers(world, wanted.loadBalancers, {
    definition,
    shifts: shifts({ settings }),
    connected: wanted.serviceConnectConfiguration?.enabled === true,
  });
  requireAttached(wanted, definition);
  const { taskDefinition, loadBalancers, serviceRegistries, serviceConnectConfiguration } = wanted;
  const { volumeConfigurations, vpcLatticeConfigurations } = wanted;
  return {
    taskDefinition,
    loadBalancers,
    serviceRegistries,
    serviceConnectConfiguration,
    volumeConfigurations,
    vpcLatticeConfigurations,
    networkConfiguration: settleNetwork(world, wanted.networkConfiguration, definition),
    platformVersion: fargate ? (wanted.platformVersion ?? 'LATEST') : undefined,
    platformFamily: fargate ? 'Linux' : undefined,
  };
}

/** Whether AWS has the machines, or the account must. */
export function runsOnFargate({ launchType, capacityProviderStrategy: strategy }: ServiceSettings): boolean {
  return launchType === 'FARGATE' || strategy.some(({ capacityProvider }) => isFargateProvider(capacityProvider));
}

/** The standing members, each replaced where another is given. */
function given<Members extends object>(standing: Members, input: object): Members {
  const asked = Object.entries(input).filter(([key, value]) => Object.hasOwn(standing, key) && value !== undefined);
  return { ...standing, ...Object.fromEntries(asked) };
}

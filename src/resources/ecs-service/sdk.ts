import type { DeploymentConfiguration, LoadBalancer, Service } from '@aws-sdk/client-ecs';
import { readOwnership, userTags } from '../../core/ownership.ts';
import type { Live } from '../../core/resource.ts';
import { fromEcsTags } from '../ecs-tags.ts';
import { pick, present } from '../present.ts';
import { normalPart, normalParts } from './content.ts';
import { primaryOf } from './deployments.ts';
import { listedIn } from './listed.ts';
import { nameOfArn } from './names.ts';
import { normalProviders, fromNetwork, type ServedGroup } from './normal.ts';
import { normalConnect } from './service-connect.ts';
import { statusOf } from './status.ts';
import { plainNames, type Deployment, type EcsServiceState } from './type.ts';

/** A service with its tags, and with what became of its last deployment. */
export function toLive(service: Service, rejected: EcsServiceState['rejected']): Live<EcsServiceState> {
  const { serviceArn: arn = '', clusterArn: cluster = '', createdAt } = service;
  const name = nameOfArn(arn, cluster);
  const tags = fromEcsTags(service.tags);
  const state: EcsServiceState = {
    ...stateOf(service),
    name,
    cluster,
    tags: userTags(tags),
    ...present({ redeploy: readOwnership(tags)?.asked }),
    ...(rejected === undefined ? {} : { rejected }),
  };
  return {
    type: 'ecs-service',
    physical: arn,
    name,
    state,
    tags,
    outputs: outputsOf(arn, cluster),
    uses: usedBy(state),
    status: statusOf(service, rejected),
    ...(createdAt === undefined ? {} : { createdAt: Number(createdAt) }),
  };
}

/** What others are told: `resourceId` is its name for Application Auto Scaling. */
export function outputsOf(arn: string, cluster: string): Record<string, string> {
  return { arn, resourceId: `service/${nameOfArn(arn, cluster)}` };
}

function usedBy({ loadBalancers = [], network }: EcsServiceState): string[] {
  const groups = loadBalancers.flatMap(({ targetGroup, alternateTargetGroup }) => [targetGroup, alternateTargetGroup]);
  return [...groups, ...(network?.securityGroups ?? [])].filter((one) => typeof one === 'string');
}

function stateOf(service: Service): Omit<EcsServiceState, 'name' | 'cluster' | 'tags'> {
  const primary = primaryOf(service);
  const { desiredCount, capacityProviderStrategy = [], loadBalancers, deploymentConfiguration } = service;
  const network = (primary?.networkConfiguration ?? service.networkConfiguration)?.awsvpcConfiguration;
  const connect = primary?.serviceConnectConfiguration;
  return {
    taskDefinition: service.taskDefinition ?? primary?.taskDefinition ?? '',
    ...(capacityProviderStrategy.length === 0
      ? present({ launchType: service.launchType })
      : { capacityProviderStrategy: normalProviders(capacityProviderStrategy as readonly Provider[]) }),
    ...listedIn(service, primary),
    ...present({
      ...pick(service, plainNames),
      schedulingStrategy: service.schedulingStrategy,
      deploymentController: service.deploymentController?.type ?? 'ECS',
      desiredCount,
      scaling: desiredCount === undefined ? undefined : { desired: desiredCount },
      deployment: deploymentConfiguration && fromDeployment(deploymentConfiguration),
      serviceConnect: connect && normalConnect(connect as Parameters<typeof normalConnect>[0]),
      network: network && fromNetwork(network),
      loadBalancers: loadBalancers?.map(fromLoadBalancer),
      placementConstraints: service.placementConstraints as EcsServiceState['placementConstraints'],
      placementStrategy: service.placementStrategy as EcsServiceState['placementStrategy'],
    }),
  };
}

type Provider = Parameters<typeof normalProviders>[0][number];

function fromLoadBalancer({
  targetGroupArn = '',
  containerName = '',
  containerPort = 0,
  advancedConfiguration: advanced,
}: LoadBalancer): ServedGroup {
  return {
    targetGroup: targetGroupArn,
    containerName,
    containerPort,
    ...present({
      alternateTargetGroup: advanced?.alternateTargetGroupArn,
      productionListenerRule: advanced?.productionListenerRule,
      testListenerRule: advanced?.testListenerRule,
      roleArn: advanced?.roleArn,
    }),
  };
}

function fromDeployment(configuration: DeploymentConfiguration): Deployment {
  const { deploymentCircuitBreaker: breaker, alarms, linearConfiguration, canaryConfiguration } = configuration;
  return present({
    strategy: configuration.strategy,
    minimumHealthyPercent: configuration.minimumHealthyPercent,
    maximumPercent: configuration.maximumPercent,
    circuitBreaker:
      breaker &&
      (normalPart(
        { ...breaker, enable: breaker.enable === true, rollback: breaker.rollback === true },
        'circuitBreaker',
      ) as Deployment['circuitBreaker']),
    earlySuccessCriteria: configuration.earlySuccessCriteria as Deployment['earlySuccessCriteria'],
    alarms: alarms && {
      alarmNames: (alarms.alarmNames ?? []).toSorted(),
      enable: alarms.enable === true,
      rollback: alarms.rollback === true,
    },
    bakeTimeMinutes: configuration.bakeTimeInMinutes,
    linear: linearConfiguration && {
      stepPercent: linearConfiguration.stepPercent ?? 0,
      stepBakeTimeMinutes: linearConfiguration.stepBakeTimeInMinutes ?? 0,
    },
    canary: canaryConfiguration && {
      canaryPercent: canaryConfiguration.canaryPercent ?? 0,
      canaryBakeTimeMinutes: canaryConfiguration.canaryBakeTimeInMinutes ?? 0,
    },
    lifecycleHooks: configuration.lifecycleHooks && normalParts(configuration.lifecycleHooks, 'lifecycleHooks'),
  });
}

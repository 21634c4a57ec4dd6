import type {
  CreateServiceRequest,
  DeploymentCircuitBreaker,
  DeploymentConfiguration,
  LoadBalancer,
} from '@aws-sdk/client-ecs';
import type { Elbv2Port } from '../../aws/ports.ts';
import { plain } from '../../core/inventory.ts';
import type { Text } from '../../core/value.ts';
import { pick } from '../present.ts';
import { listedNames } from './content.ts';
import { toListed } from './listed.ts';
import type { Network, ServedGroup } from './normal.ts';
import { plainNames, type Deployment, type EcsServiceState } from './type.ts';

/** What CreateService and UpdateService both take, each field only where the state has it. */
type Settings = Omit<CreateServiceRequest, 'serviceName' | 'cluster' | 'tags' | 'schedulingStrategy' | 'launchType'>;

export async function settingsOf(elbv2: Elbv2Port, state: Partial<EcsServiceState>): Promise<Settings> {
  const { taskDefinition, capacityProviderStrategy, desiredCount, scaling, deployment, network, loadBalancers } = state;
  const { placementConstraints, placementStrategy, serviceConnect } = state;
  const count = desiredCount ?? (scaling === undefined || 'desired' in scaling ? undefined : scaling.initial);
  const settings = {
    taskDefinition: taskDefinition === undefined ? undefined : plain(taskDefinition),
    capacityProviderStrategy,
    ...pick(state, plainNames satisfies readonly (keyof Settings)[]),
    desiredCount: count,
    deploymentConfiguration: deployment && toDeployment(deployment),
    serviceConnectConfiguration: serviceConnect,
    networkConfiguration: network && toNetwork(network),
    loadBalancers: loadBalancers && (await Promise.all(loadBalancers.map((group) => toLoadBalancer(elbv2, group)))),
    placementConstraints,
    placementStrategy,
    ...toListed(pick(state, listedNames)),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function toNetwork({
  subnets = [],
  securityGroups,
  assignPublicIp,
}: Network): CreateServiceRequest['networkConfiguration'] {
  return {
    awsvpcConfiguration: {
      subnets: subnets.map(plain),
      ...(securityGroups === undefined ? {} : { securityGroups: securityGroups.map(plain) }),
      ...(assignPublicIp === undefined ? {} : { assignPublicIp: assignPublicIp ? 'ENABLED' : 'DISABLED' }),
    },
  };
}

/** What belongs to another strategy than the one that is set is refused, even where it says nothing. */
function toDeployment(deployment: Deployment): DeploymentConfiguration {
  const { circuitBreaker, alarms, linear, canary, bakeTimeMinutes, lifecycleHooks, ...same } = deployment;
  const { strategy = 'ROLLING' } = deployment;
  const isShifting = strategy !== 'ROLLING';
  return {
    ...(same as DeploymentConfiguration),
    ...(circuitBreaker === undefined ? {} : { deploymentCircuitBreaker: circuitBreaker as DeploymentCircuitBreaker }),
    ...(alarms === undefined ? {} : { alarms: { ...alarms, alarmNames: [...alarms.alarmNames] } }),
    ...(bakeTimeMinutes === undefined || !isShifting ? {} : { bakeTimeInMinutes: bakeTimeMinutes }),
    ...(lifecycleHooks === undefined || !isShifting
      ? {}
      : { lifecycleHooks: [...lifecycleHooks] as DeploymentConfiguration['lifecycleHooks'] }),
    ...(strategy === 'LINEAR' && linear !== undefined
      ? {
          linearConfiguration: {
            stepPercent: linear.stepPercent,
            stepBakeTimeInMinutes: linear.stepBakeTimeMinutes,
          },
        }
      : {}),
    ...(strategy === 'CANARY' && canary !== undefined
      ? {
          canaryConfiguration: {
            canaryPercent: canary.canaryPercent,
            canaryBakeTimeInMinutes: canary.canaryBakeTimeMinutes,
          },
        }
      : {}),
  };
}

async function toLoadBalancer(elbv2: Elbv2Port, group: ServedGroup): Promise<LoadBalancer> {
  const { targetGroup, containerName, containerPort, alternateTargetGroup, roleArn } = group;
  const served = { targetGroupArn: plain(targetGroup), containerName, containerPort };
  if (alternateTargetGroup === undefined) return served;
  const [production, test] = await Promise.all([
    ruleArn(elbv2, group.productionListenerRule),
    ruleArn(elbv2, group.testListenerRule),
  ]);
  return {
    ...served,
    advancedConfiguration: {
      alternateTargetGroupArn: plain(alternateTargetGroup),
      roleArn,
      ...(production === undefined ? {} : { productionListenerRule: production }),
      ...(test === undefined ? {} : { testListenerRule: test }),
    },
  };
}

/** ECS wants the default rule itself where an application load balancer's listener is meant. */
async function ruleArn(elbv2: Elbv2Port, rule: Text | undefined): Promise<string | undefined> {
  if (rule === undefined) return undefined;
  const arn = plain(rule);
  if (!arn.includes(':listener/app/')) return arn;
  const { Rules = [] } = await elbv2.describeRules({ ListenerArn: arn });
  return Rules.find(({ IsDefault }) => IsDefault === true)?.RuleArn ?? arn;
}

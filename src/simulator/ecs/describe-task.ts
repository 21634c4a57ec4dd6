import type { Container, Task as TaskDescription } from '@aws-sdk/client-ecs';
import type { World } from '../world.ts';
import { makeArn, nameIn } from './arns.ts';
import { isFargateProvider } from './capacity-providers.ts';
import { findTaskDefinition, revisionOf } from './find.ts';
import type { Service, Task } from './state.ts';

/** A task as AWS describes it, in answers and in events. */
export function describeTask(world: World, task: Task): TaskDescription {
  const service = serviceOf(world, task);
  const { deployable, launchType } = revisionOf(service, task);
  const definition = findTaskDefinition(world, deployable.taskDefinition)?.description;
  return {
    taskArn: task.arn,
    taskDefinitionArn: deployable.taskDefinition,
    clusterArn: task.clusterArn,
    group: `service:${service.name}`,
    startedBy: task.deploymentId,
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    cpu: definition?.cpu,
    memory: definition?.memory,
    ...(task.capacityProvider === undefined ? {} : { capacityProviderName: task.capacityProvider }),
    launchType: isFargateProvider(task.capacityProvider) ? 'FARGATE' : launchType,
    platformVersion: deployable.platformVersion === 'LATEST' ? '1.4.0' : deployable.platformVersion,
    platformFamily: deployable.platformFamily,
    availabilityZone: world.ec2.subnets.get(task.subnetId)?.availabilityZone,
    connectivity: 'CONNECTED',
    enableExecuteCommand: service.settings.enableExecuteCommand,
    healthStatus: 'UNKNOWN',
    createdAt: new Date(task.createdAt),
    ...time('startedAt', task.startedAt),
    ...time('stoppingAt', task.stoppingAt),
    ...time('stoppedAt', task.stoppedAt),
    ...(task.stopCode === undefined ? {} : { stopCode: task.stopCode, stoppedReason: task.stoppedReason }),
    attachments: [describeAttachment(task)],
    containers: (definition?.containerDefinitions ?? []).map(({ name = '', image, cpu }) => ({
      containerArn: makeArn(world, `container/${nameIn(task.clusterArn)}/${task.id}/${name}`),
      taskArn: task.arn,
      name,
      image,
      cpu: String(cpu),
      lastStatus: containerStatus(task),
      networkInterfaces: [{ attachmentId: task.networkInterfaceId, privateIpv4Address: task.address }],
      healthStatus: 'UNKNOWN' as const,
      ...(task.stopCode === 'TaskFailedToStart' ? { reason: task.stoppedReason } : {}),
    })) satisfies Container[],
    tags: [],
    version: task.version,
  };
}

function describeAttachment(task: Task): NonNullable<TaskDescription['attachments']>[number] {
  return {
    id: task.networkInterfaceId,
    type: 'ElasticNetworkInterface',
    status: task.lastStatus === 'STOPPED' ? 'DELETED' : task.lastStatus === 'PROVISIONING' ? 'PRECREATED' : 'ATTACHED',
    details: [
      { name: 'subnetId', value: task.subnetId },
      { name: 'networkInterfaceId', value: task.networkInterfaceId },
      { name: 'privateIPv4Address', value: task.address },
    ],
  };
}

function containerStatus({ lastStatus }: Task): string {
  if (lastStatus === 'STOPPED' || lastStatus === 'RUNNING') return lastStatus;
  return lastStatus === 'PROVISIONING' || lastStatus === 'PENDING' ? 'PENDING' : 'RUNNING';
}

function time(name: 'startedAt' | 'stoppedAt' | 'stoppingAt', at: number | undefined): object {
  return at === undefined ? {} : { [name]: new Date(at) };
}

export function serviceOf(world: World, task: Task): Service {
  const service = world.ecs.services.get(task.serviceArn);
  if (service === undefined) throw new Error(`task ${task.arn} has lost its service`);
  return service;
}

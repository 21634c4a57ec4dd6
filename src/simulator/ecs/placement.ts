import { defaultGroup } from '../ec2/instances.ts';
import { addNetworkInterface } from '../ec2/interfaces.ts';
import { randomUuid } from '../random.ts';
import type { World } from '../world.ts';
import { announceTask } from './announce.ts';
import { hexId, makeArn, nameIn } from './arns.ts';
import { findTaskDefinition, revisionOf, tasksOf } from './find.ts';
import { isWanted } from './health.ts';
import type { Deployment, Service, Tags, Task } from './state.ts';

/** Places one more task: where the fewest are, on the capacity provider whose turn it is. */
export function placeTask(world: World, service: Service, deployment: Deployment): Task {
  const id = hexId(world);
  const { deployable } = revisionOf(service, deployment);
  const { subnets = [], securityGroups = [] } = deployable.networkConfiguration?.awsvpcConfiguration ?? {};
  const standing = tasksOf(world, service).filter(isWanted);
  const subnetId = leastUsed(world, subnets, standing);
  const nic = addNetworkInterface(world, {
    subnetId,
    groupIds: securityGroups.length > 0 ? securityGroups : [groupOf(world, subnetId)],
    description: makeArn(world, `attachment/${randomUuid(world.random)}`),
    interfaceType: 'interface',
  });
  const task: Task = {
    arn: makeArn(world, `task/${nameIn(service.clusterArn)}/${id}`),
    id,
    clusterArn: service.clusterArn,
    serviceArn: service.arn,
    deploymentId: deployment.id,
    revisionArn: deployment.revisionArn,
    capacityProvider: nextProvider(service, standing),
    subnetId,
    networkInterfaceId: nic.networkInterfaceId,
    address: nic.privateIpAddress,
    createdAt: world.clock.now(),
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    dueAt: world.clock.now() + Math.floor(world.settings.taskStartMs / 2),
    startedAt: undefined,
    stoppingAt: undefined,
    stoppedAt: undefined,
    stopCode: undefined,
    stoppedReason: undefined,
    version: 0,
    provedHealthy: false,
    tags: tagsOfTask(world, service, deployable.taskDefinition),
  };
  world.ecs.tasks.set(task.arn, task);
  announceTask(world, task);
  return task;
}

/** Evenly over the zones first, then over the subnets of a zone. */
function leastUsed(world: World, subnets: readonly string[], tasks: readonly Task[]): string {
  const zoneOf = (id: string): string | undefined => world.ec2.subnets.get(id)?.availabilityZone;
  const rank = (id: string): number => {
    const inZone = tasks.filter(({ subnetId }) => zoneOf(subnetId) === zoneOf(id)).length;
    return inZone * 10_000 + tasks.filter(({ subnetId }) => subnetId === id).length;
  };
  return subnets.reduce((best, id) => (rank(id) < rank(best) ? id : best), subnets[0] ?? '');
}

/** The base comes first, then whichever is furthest behind its weight. */
function nextProvider({ settings }: Service, tasks: readonly Task[]): string | undefined {
  const providers = settings.capacityProviderStrategy.map(({ capacityProvider: name, weight = 0, base = 0 }) => {
    const count = tasks.filter(({ capacityProvider }) => capacityProvider === name).length;
    return { name, missing: base - count, behind: (count - base) / weight, weight };
  });
  const owed = providers.find(({ missing }) => missing > 0);
  if (owed !== undefined) return owed.name;
  return providers
    .filter(({ weight }) => weight > 0)
    .reduce<(typeof providers)[number] | undefined>(
      (best, each) => (best === undefined || each.behind < best.behind ? each : best),
      undefined,
    )?.name;
}

function groupOf(world: World, subnetId: string): string {
  return defaultGroup(world, world.ec2.subnets.get(subnetId)?.vpcId ?? '');
}

function tagsOfTask(world: World, service: Service, taskDefinition: string): Tags {
  const { propagateTags, enableECSManagedTags } = service.settings;
  const source = propagateTags === 'SERVICE' ? service : findTaskDefinition(world, taskDefinition);
  const managed: [string, string][] = [
    ['aws:ecs:clusterName', nameIn(service.clusterArn)],
    ['aws:ecs:serviceName', service.name],
  ];
  return new Map([
    ...(propagateTags === undefined || propagateTags === 'NONE' ? [] : (source?.tags ?? [])),
    ...(enableECSManagedTags ? managed : []),
  ]);
}

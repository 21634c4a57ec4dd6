import type { ContainerDefinition, ContainerRestartPolicy, NetworkMode, PortMapping } from '@aws-sdk/client-ecs';
import { refuseClient } from './constraints.ts';

/** What the containers are part of. */
interface Frame {
  readonly networkMode: NetworkMode;
  /** Whether the task as a whole has memory, so that its containers need none. */
  readonly hasMemory: boolean;
}

/** The containers as AWS tells them: what was left out is there, and what is a set has an order of its own. */
export function settleContainers(containers: readonly ContainerDefinition[], frame: Frame): ContainerDefinition[] {
  if (containers.length === 0) refuseClient('Container list cannot be empty.');
  const settled = containers.map((container) => settleContainer(container, frame));
  const names = settled.map(({ name }) => name);
  if (new Set(names).size < names.length) refuseClient('Container names must be unique within a task definition.');
  if (!settled.some(({ essential }) => essential))
    refuseClient('Task definition does not have any essential containers.');
  return settled;
}

function settleContainer(container: ContainerDefinition, frame: Frame): ContainerDefinition {
  const { name = '', image, environment, secrets, memory, memoryReservation, restartPolicy } = container;
  if (!/^[\w-]{1,255}$/.test(name)) refuseClient(`Invalid container name: '${name}'`);
  if (image === undefined || image === '') refuseClient('Container.image should not be null or empty.');
  if (!frame.hasMemory && memory === undefined && memoryReservation === undefined) {
    const why = `At least one of 'memory' or 'memoryReservation' must be specified.`;
    refuseClient(`Invalid setting for container '${name}'. ${why}`);
  }
  if (frame.networkMode === 'awsvpc') requireNoNames(container);
  return {
    ...container,
    cpu: container.cpu ?? 0,
    portMappings: (container.portMappings ?? []).map((mapping) => settlePort(mapping, frame)),
    essential: container.essential ?? true,
    environment: byName(environment ?? []),
    ...(secrets === undefined ? {} : { secrets: byName(secrets) }),
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    ...(restartPolicy === undefined ? {} : { restartPolicy: settleRestarts(restartPolicy) }),
  };
}

/** Throws for what only Docker's own network gives a container. */
function requireNoNames(container: ContainerDefinition): void {
  for (const [member, what] of Object.entries(ofDocker)) {
    const given = container[member as keyof typeof ofDocker];
    if (given !== undefined && given.length > 0)
      refuseClient(`${what} not supported on container when networkMode=awsvpc.`);
  }
}

const ofDocker = {
  links: 'Links are',
  hostname: 'hostname is',
  dnsServers: 'DNS servers are',
  dnsSearchDomains: 'DNS search domains are',
  extraHosts: 'Extra hosts are',
} as const;

function settlePort(mapping: PortMapping, { networkMode }: Frame): PortMapping {
  const { containerPort, containerPortRange, hostPort, protocol = 'tcp' } = mapping;
  if (containerPortRange !== undefined) return { ...mapping, protocol };
  if (networkMode === 'bridge') return { ...mapping, protocol, hostPort: hostPort ?? 0 };
  if (hostPort !== undefined && hostPort !== containerPort) {
    const which = `containerPort ${containerPort}, hostPort ${hostPort}`;
    refuseClient(
      `When networkMode=${networkMode}, the host ports and container ports in port mappings must match: ${which}`,
    );
  }
  return { ...mapping, protocol, ...(containerPort === undefined ? {} : { hostPort: containerPort }) };
}

function settleRestarts({ restartAttemptPeriod = 300, ...policy }: ContainerRestartPolicy): ContainerRestartPolicy {
  if (restartAttemptPeriod < 60 || restartAttemptPeriod > 1800)
    refuseClient('restartAttemptPeriod must be between 60 and 1800 seconds.');
  if ((policy.ignoredExitCodes ?? []).length > 50) refuseClient('ignoredExitCodes can have at most 50 exit codes.');
  return { ...policy, restartAttemptPeriod };
}

/** Seldom the order that they were given in. */
function byName<Item extends { readonly name?: string | undefined }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
}

import { refuse } from './constraints.ts';
import type { Deployable, TaskDefinition } from './state.ts';

type Attached = Pick<Deployable, 'serviceRegistries' | 'volumeConfigurations' | 'vpcLatticeConfigurations'>;

/** Throws where a service is attached to what its task definition has not. */
export function requireAttached(wanted: Attached, { description }: TaskDefinition): void {
  const { serviceRegistries = [], volumeConfigurations = [], vpcLatticeConfigurations = [] } = wanted;
  const { containerDefinitions = [], volumes = [] } = description;
  const launched = volumes.flatMap(({ name, configuredAtLaunch }) => (configuredAtLaunch === true ? [name] : []));
  const configured = volumeConfigurations.map(({ name }) => name);
  for (const name of configured)
    if (!launched.includes(name)) refuse(`The volume ${name} is not configured at launch in the task definition.`);
  for (const name of launched)
    if (!configured.includes(name)) refuse(`The volume ${name} is configured at launch and has no configuration.`);
  for (const { managedEBSVolume: { sizeInGiB, snapshotId } = {} } of volumeConfigurations)
    if (sizeInGiB === undefined && snapshotId === undefined)
      refuse('Either sizeInGiB or snapshotId must be specified for a managed EBS volume.');
  for (const { containerName, containerPort, port } of serviceRegistries) {
    if (port !== undefined && containerPort !== undefined)
      refuse('Specify either a port or a containerName and containerPort for a service registry, not both.');
    if (containerName !== undefined && !containerDefinitions.some(({ name }) => name === containerName))
      refuse(`The container ${containerName} does not exist in the task definition.`);
  }
  const ports = new Set(containerDefinitions.flatMap(({ portMappings = [] }) => portMappings.map(({ name }) => name)));
  for (const { portName } of vpcLatticeConfigurations)
    if (!ports.has(portName)) refuse(`The port ${portName} does not exist in the task definition.`);
}

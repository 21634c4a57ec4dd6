import type { Path } from '../../../../core/problem.ts';
import type { Fault } from '../../../../schema/fault.ts';
import { didYouMean } from '../../../../schema/nearest.ts';
import { listed, quote } from '../../../../schema/words.ts';
import { networkModeOf } from '../names.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

/** Cloud Map, VPC Lattice and volumes of EBS, which point at parts of the task definition. */
export function* attached(spec: EcsSpec): Iterable<Fault> {
  if (spec.taskDefinition.containers === undefined) return;
  yield* registries(spec);
  yield* lattices(spec);
  yield* launched(spec);
  yield* disks(spec);
}

function* registries(spec: EcsSpec): Iterable<Fault> {
  const names = (spec.taskDefinition.containers ?? []).map(({ name }) => name);
  const mode = networkModeOf(spec) ?? 'bridge';
  for (const [index, { port, containerName, containerPort }] of (spec.serviceRegistries ?? []).entries()) {
    const here = (...path: Path): Path => at('serviceRegistries', index, ...path);
    const named = containerName !== undefined || containerPort !== undefined;
    if (port !== undefined && named)
      yield { path: here('port'), onKey: true, message: 'does not go with containerName and containerPort' };
    if (named && (containerName === undefined || containerPort === undefined))
      yield {
        path: here(),
        message: `"${containerName === undefined ? 'containerName' : 'containerPort'}" is missing`,
        hint: 'containerName and containerPort go together',
      };
    if (!named && mode !== 'awsvpc')
      yield {
        path: here(),
        message: `"containerName" and "containerPort" are missing: with the network mode ${mode} tasks share the address of their instance`,
      };
    if (containerName !== undefined && !names.includes(containerName))
      yield {
        path: here('containerName'),
        message: `there is no container ${quote(containerName)}`,
        hint: didYouMean(containerName, names),
      };
  }
}

function* lattices(spec: EcsSpec): Iterable<Fault> {
  const ports = (spec.taskDefinition.containers ?? []).flatMap(({ portMappings = [] }) =>
    portMappings.flatMap(({ name }) => name ?? []),
  );
  const { strategy = 'ROLLING' } = spec.deployment ?? {};
  for (const [index, { portName, advancedConfiguration }] of (spec.vpcLatticeConfigurations ?? []).entries()) {
    const here = (field: string): Path => at('vpcLatticeConfigurations', index, field);
    if (!ports.includes(portName))
      yield {
        path: here('portName'),
        message: `no port mapping has the name ${quote(portName)}`,
        hint:
          didYouMean(portName, ports) ??
          (ports.length === 0 ? 'give the port mapping a name' : `there are ${listed(ports, 'and')}`),
      };
    if (advancedConfiguration !== undefined && strategy === 'ROLLING')
      yield {
        path: here('advancedConfiguration'),
        onKey: true,
        message: 'does not go with the strategy ROLLING, which shifts no traffic',
      };
  }
}

/** What the task definition leaves to the service, and what the service says. */
function* launched({ taskDefinition, volumeConfigurations = [] }: EcsSpec): Iterable<Fault> {
  const all = [...(taskDefinition.volumes ?? []).entries()].filter(([, volume]) => volume.configuredAtLaunch === true);
  const names = all.map(([, { name }]) => name);
  const configured = new Set(volumeConfigurations.map(({ name }) => name));
  for (const [index, { name }] of all.slice(0, 1))
    if (!configured.has(name))
      yield {
        path: at('taskDefinition', 'volumes', index, 'configuredAtLaunch'),
        message: `nothing says what the volume ${quote(name)} is`,
        hint: 'give the service volumeConfigurations',
      };
  for (const [index] of all.slice(1))
    yield {
      path: at('taskDefinition', 'volumes', index, 'configuredAtLaunch'),
      message: 'a task definition has one such volume at most',
    };
  for (const [index, { name }] of volumeConfigurations.entries())
    if (!names.includes(name))
      yield {
        path: at('volumeConfigurations', index, 'name'),
        message: `the task definition has no volume ${quote(name)} that is configuredAtLaunch`,
        hint: didYouMean(name, names),
      };
}

function* disks({ volumeConfigurations = [] }: EcsSpec): Iterable<Fault> {
  for (const [index, { managedEBSVolume: disk }] of volumeConfigurations.entries()) {
    const { volumeType: type, sizeInGiB, snapshotId, iops, throughput, encrypted, kmsKeyId } = disk;
    const here = (...path: Path): Path => at('volumeConfigurations', index, 'managedEBSVolume', ...path);
    if (sizeInGiB === undefined && snapshotId === undefined)
      yield { path: here(), message: '"sizeInGiB" is missing', hint: 'or snapshotId, whose size it then has' };
    if (disk.volumeInitializationRate !== undefined && snapshotId === undefined)
      yield { path: here('volumeInitializationRate'), onKey: true, message: 'goes only with snapshotId' };
    if ((type === 'io1' || type === 'io2') && iops === undefined)
      yield { path: here(), message: `"iops" is missing: ${type} has none without it` };
    if (iops !== undefined && type !== undefined && !['gp3', 'io1', 'io2'].includes(type))
      yield { path: here('iops'), onKey: true, message: `goes only with gp3, io1 and io2, not with ${type}` };
    if (throughput !== undefined && type !== undefined && type !== 'gp3')
      yield { path: here('throughput'), onKey: true, message: `goes only with gp3, not with ${type}` };
    if (kmsKeyId !== undefined && encrypted === false)
      yield { path: here('encrypted'), message: 'must be true with kmsKeyId, is false' };
  }
}

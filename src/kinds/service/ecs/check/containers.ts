import type { Path } from '../../../../core/problem.ts';
import type { Fault } from '../../../../schema/fault.ts';
import { didYouMean } from '../../../../schema/nearest.ts';
import { quote } from '../../../../schema/words.ts';
import { repeats } from '../../../check/repeats.ts';
import type { ContainerSpec } from '../container.ts';
import { isFargate, networkModeOf } from '../names.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';
import { ports } from './container-ports.ts';

/** Containers that contradict each other, or point at what is not there. */
export function* containers(spec: EcsSpec): Iterable<Fault> {
  const { containers: all = [], volumes = [], memory } = spec.taskDefinition;
  if (all.length === 0) return;
  const here = (...path: Path): Path => at('taskDefinition', ...path);
  for (const { item } of repeats(all.entries(), ([, { name }]) => name))
    yield {
      path: here('containers', item[0], 'name'),
      message: `there are two containers of the name ${quote(item[1].name)}`,
    };
  for (const { item } of repeats(volumes.entries(), ([, { name }]) => name))
    yield {
      path: here('volumes', item[0], 'name'),
      message: `there are two volumes of the name ${quote(item[1].name)}`,
    };
  if (all.every(({ essential }) => essential === false))
    yield {
      path: here('containers'),
      message: 'one of the containers must be essential, or the task would never stop',
    };
  yield* ports(spec, all);
  for (const [index, container] of all.entries()) {
    const own = [
      ...variables(container),
      ...pointing(container, all, volumes),
      ...memoryFaults(container, memory === undefined && !isFargate(spec)),
      ...dockerNames(container, networkModeOf(spec)),
      ...requirements(container),
    ];
    for (const fault of own) yield { ...fault, path: here('containers', index, ...fault.path) };
  }
}

/** Two variables of one name: which of them would count? */
function* variables({ environment = [], secrets = [] }: ContainerSpec): Iterable<Fault> {
  const all = [
    ...[...environment.entries()].map(([index, { name }]) => ({ path: ['environment', index, 'name'], name })),
    ...[...secrets.entries()].map(([index, { name }]) => ({ path: ['secrets', index, 'name'], name })),
  ];
  for (const { item } of repeats(all, ({ name }) => name))
    yield { path: item.path, message: `the variable ${quote(item.name)} is set twice` };
}

function* pointing(
  { name, dependsOn = [], mountPoints = [], volumesFrom = [] }: ContainerSpec,
  all: readonly ContainerSpec[],
  volumes: readonly { readonly name: string }[],
): Iterable<Fault> {
  const others = all.map((one) => one.name).filter((one) => one !== name);
  const missing = (what: string, given: string, known: readonly string[]): Omit<Fault, 'path'> | undefined =>
    known.includes(given)
      ? undefined
      : { message: `there is no other ${what} ${quote(given)}`, hint: didYouMean(given, known) };
  for (const [index, { containerName, condition }] of dependsOn.entries()) {
    const path = ['dependsOn', index, 'containerName'];
    const fault = missing('container', containerName, others);
    if (fault !== undefined) yield { ...fault, path };
    const other = all.find((one) => one.name === containerName);
    if (condition === 'HEALTHY' && other !== undefined && other.healthCheck === undefined)
      yield { path, message: `waits for ${quote(containerName)} to be healthy, which has no healthCheck` };
    if ((condition === 'COMPLETE' || condition === 'SUCCESS') && other !== undefined && other.essential !== false)
      yield {
        path,
        message: `waits for ${quote(containerName)} to end, which is essential: the task ends with it`,
        hint: 'set essential: false there',
      };
  }
  for (const [index, { sourceContainer }] of volumesFrom.entries()) {
    const fault = missing('container', sourceContainer, others);
    if (fault !== undefined) yield { ...fault, path: ['volumesFrom', index, 'sourceContainer'] };
  }
  const names = volumes.map((one) => one.name);
  for (const [index, { sourceVolume }] of mountPoints.entries())
    if (!names.includes(sourceVolume))
      yield {
        path: ['mountPoints', index, 'sourceVolume'],
        message: `there is no volume ${quote(sourceVolume)}`,
        hint: didYouMean(sourceVolume, names),
      };
}

function* memoryFaults({ memory, memoryReservation }: ContainerSpec, isNeeded: boolean): Iterable<Fault> {
  if (isNeeded && memory === undefined && memoryReservation === undefined)
    yield {
      path: [],
      message: 'has neither memory nor memoryReservation, and the task has no memory either',
      hint: 'one of the three is needed',
    };
  if (memory !== undefined && memoryReservation !== undefined && memoryReservation > memory)
    yield {
      path: ['memoryReservation'],
      message: `${memoryReservation} MiB are held for it, but it is killed at ${memory} MiB`,
    };
}

/** What Docker's own network gives a container; a task with an address of its own has the names of its VPC. */
function* dockerNames(container: ContainerSpec, mode: string | undefined): Iterable<Fault> {
  if (mode !== 'awsvpc') return;
  for (const field of ['hostname', 'dnsServers', 'dnsSearchDomains', 'extraHosts', 'links'] as const)
    if (container[field] !== undefined)
      yield { path: [field], onKey: true, message: 'does not go with the network mode awsvpc', hint: hints[field] };
}

const hints: Readonly<Record<string, string>> = {
  links: 'containers of a task share its address: they reach each other by localhost',
  dnsServers: "the VPC's DHCP options say where names are looked up",
  dnsSearchDomains: "the VPC's DHCP options say where names are looked up",
};

function* requirements({ resourceRequirements = [] }: ContainerSpec): Iterable<Fault> {
  for (const [index, { type, value, sharingStrategy }] of resourceRequirements.entries()) {
    const path = ['resourceRequirements', index];
    if (value === undefined && sharingStrategy === undefined)
      yield { path, message: '"value" is missing', hint: 'how many of them' };
    if (value !== undefined && sharingStrategy !== undefined)
      yield {
        path: [...path, 'sharingStrategy'],
        onKey: true,
        message: 'is a part of one GPU, and value says how many',
      };
    if (type === 'NeuronDevice' && value !== undefined && value !== 'ALL')
      yield { path: [...path, 'value'], message: `must be ALL of NeuronDevice, is ${quote(value)}` };
  }
}

import type { Path } from '../../../../core/problem.ts';
import type { Fault } from '../../../../schema/fault.ts';
import { quote } from '../../../../schema/words.ts';
import { repeats } from '../../../check/repeats.ts';
import type { ContainerSpec } from '../container.ts';
import { networkModeOf } from '../names.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

/** The containers of a task share one address, where it has one. */
export function* ports(spec: EcsSpec, all: readonly ContainerSpec[]): Iterable<Fault> {
  const mode = networkModeOf(spec);
  const isOwn = mode === 'awsvpc' || mode === 'host';
  const mappings = [...all.entries()].flatMap(([index, { portMappings = [] }]) =>
    [...portMappings.entries()].map(([place, mapping]) => ({
      ...mapping,
      path: at('taskDefinition', 'containers', index, 'portMappings', place),
    })),
  );
  for (const { item } of repeats(mappings, ({ name }) => name))
    yield {
      path: [...item.path, 'name'],
      message: `there are two port mappings of the name ${quote(item.name ?? '')}`,
    };
  for (const mapping of mappings) yield* oneOrRange(mapping, mode);
  if (!isOwn) return;
  const single = mappings.filter(({ containerPort }) => containerPort !== undefined);
  for (const { path, containerPort, hostPort } of single)
    if (hostPort !== undefined && hostPort !== containerPort)
      yield {
        path: [...path, 'hostPort'],
        message: `must be the containerPort ${containerPort} with the network mode ${mode}, is ${hostPort}`,
        hint: 'leave it out',
      };
  for (const { item } of repeats(single, ({ containerPort, protocol = 'tcp' }) => `${containerPort}/${protocol}`))
    yield {
      path: [...item.path, 'containerPort'],
      message: `port ${item.containerPort} is mapped twice, and the containers of a task share its address`,
    };
}

type Mapping = NonNullable<ContainerSpec['portMappings']>[number] & { readonly path: Path };

function* oneOrRange(
  { path, containerPort, containerPortRange: range, hostPort }: Mapping,
  mode = '',
): Iterable<Fault> {
  if (range === undefined) {
    if (containerPort === undefined)
      yield { path, message: '"containerPort" is missing', hint: 'or containerPortRange' };
    return;
  }
  const here = [...path, 'containerPortRange'];
  if (containerPort !== undefined)
    yield { path: here, onKey: true, message: 'stands for many ports, and containerPort for one: give one of them' };
  if (hostPort !== undefined)
    yield {
      path: [...path, 'hostPort'],
      onKey: true,
      message: 'does not go with containerPortRange: AWS chooses the ports',
    };
  if (mode === 'host' || mode === 'none')
    yield {
      path: here,
      onKey: true,
      message: `does not go with the network mode ${mode}, only with awsvpc and bridge`,
    };
  const [first = 0, last = 0] = range.split('-').map(Number);
  if (first < 1 || last > 65535 || first > last)
    yield { path: here, message: `must be two ports from 1 to 65535, the lower one first, is ${range}` };
}

import type { Path } from '../../../../core/problem.ts';
import type { Fault } from '../../../../schema/fault.ts';
import { didYouMean } from '../../../../schema/nearest.ts';
import { listed, quote } from '../../../../schema/words.ts';
import type { ManifestFolder } from '../../../check/folder.ts';
import type { Manifest } from '../../../manifest.ts';
import { parseRef } from '../../../references.ts';
import type { Membership } from '../../schema.ts';
import { networkModeOf } from '../names.ts';
import { servedPorts } from '../ports.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

/** The most that a service can be registered in. */
const MOST = 5;

/** Target groups in which ECS could not register the tasks. */
export function* targetGroups(
  spec: EcsSpec,
  { namespace, spec: { targetGroups: given = [] } }: Manifest<'Service'>,
  folder: ManifestFolder,
): Iterable<Fault> {
  if (given.length > MOST)
    yield {
      path: ['spec', 'targetGroups'],
      message: `a service can be in ${MOST} target groups, this would be in ${given.length}`,
    };
  if (given.length === 0 && spec.healthCheckGracePeriodSeconds !== undefined)
    yield {
      path: at('healthCheckGracePeriodSeconds'),
      onKey: true,
      message: 'is about the health checks of target groups, and the service is in none',
    };
  if (given.length > 0 && spec.launchType === 'EXTERNAL')
    yield { path: ['spec', 'targetGroups'], onKey: true, message: 'a service on EXTERNAL can be in no target group' };
  for (const [index, membership] of given.entries()) {
    const path = ['spec', 'targetGroups', index];
    yield* served(spec, membership, path);
    const { ref } = membership.targetGroup;
    if (ref !== undefined) yield* rightType(spec, ref, { namespace, folder, path: [...path, 'targetGroup', 'ref'] });
  }
}

/** ECS requires the container and its port. */
function* served(spec: EcsSpec, membership: Membership, path: Path): Iterable<Fault> {
  const { containers } = spec.taskDefinition;
  const { container, port } = membership;
  if (containers === undefined) {
    for (const [field, value] of Object.entries({ container, port }))
      if (value === undefined)
        yield {
          path,
          message: `"${field}" is missing`,
          hint: 'the task definition is not in the manifest, so that it is not known',
        };
    return;
  }
  const names = containers.map(({ name }) => name);
  if (container !== undefined && !names.includes(container)) {
    const hint = didYouMean(container, names) ?? `it has ${listed(names, 'and')}`;
    yield { path: [...path, 'container'], message: `the task definition has no container ${quote(container)}`, hint };
    return;
  }
  const ports = servedPorts(spec, membership);
  if (ports.length === 1) return;
  const whose = container === undefined ? 'no container' : `the container ${quote(container)}`;
  if (ports.length > 1) {
    const all = ports.map((one) => `${one.container}:${one.port}`);
    yield { path, message: `could be served by ${listed(all, 'or')}`, hint: 'say which container and port' };
  } else if (port !== undefined) {
    const maps = container === undefined ? `${whose} maps port ${port}` : `${whose} does not map port ${port}`;
    yield { path: [...path, 'port'], message: maps, hint: mapped(spec, container) };
  } else {
    const maps = container === undefined ? `${whose} maps a port` : `${whose} maps no port`;
    yield { path, message: maps, hint: 'give it portMappings' };
  }
}

function mapped(spec: EcsSpec, container: string | undefined): string | undefined {
  const all = (spec.taskDefinition.containers ?? []).filter(
    ({ name }) => container === undefined || name === container,
  );
  const ports = all.flatMap(({ portMappings = [] }) =>
    portMappings.map(({ containerPort, containerPortRange }) => String(containerPort ?? containerPortRange)),
  );
  return ports.length === 0 ? 'give it portMappings' : `mapped: ${ports.join(', ')}`;
}

/** With addresses of their own, tasks are registered by these; else by their instances. */
function* rightType(
  spec: EcsSpec,
  ref: string,
  { namespace, folder, path }: { readonly namespace: string; readonly folder: ManifestFolder; readonly path: Path },
): Iterable<Fault> {
  const target = parseRef(ref, namespace);
  const group = folder.find('TargetGroup', target.namespace, target.name);
  if (group === undefined) return;
  const { targetType = 'instance' } = group.spec;
  const mode = networkModeOf(spec) ?? (spec.taskDefinition.containers === undefined ? undefined : 'bridge');
  const needed = mode === undefined ? undefined : mode === 'awsvpc' ? 'ip' : 'instance';
  if (targetType === 'lambda' || targetType === 'alb')
    yield { path, message: `ECS registers tasks, and ${group.id} has targetType ${targetType}` };
  else if (needed !== undefined && needed !== targetType)
    yield {
      path,
      message: `with the network mode ${mode} ECS registers tasks by ${needed === 'ip' ? 'address' : 'instance'}, and ${group.id} has targetType ${targetType}`,
      hint: `the target group needs targetType ${needed}`,
    };
}

import type { Wanted } from '../../../core/resource.ts';
import { normalContent, normalOthers, normalCpu, normalMemory } from '../../../resources/task-definition/normal.ts';
import type { TaskDefinitionState } from '../../../resources/task-definition/type.ts';
import type { Manifest } from '../../manifest.ts';
import { shellOf, sourceAt } from '../../wanted.ts';
import { isFargate, networkModeOf, serviceName, taskDefinitionId } from './names.ts';
import type { EcsSpec } from './schema.ts';

/** None where the manifest points at a revision that somebody else registers. */
export function desireTaskDefinition(manifest: Manifest<'Service'>, spec: EcsSpec): Wanted<TaskDefinitionState>[] {
  const { containers } = spec.taskDefinition;
  if (containers === undefined) return [];
  return [
    {
      ...shellOf(manifest),
      id: taskDefinitionId(manifest),
      type: 'task-definition',
      key: '',
      at: '/spec/ecs/taskDefinition',
      state: stateOf(manifest, spec, containers),
      source: sourceAt(manifest, ['spec', 'ecs', 'taskDefinition']),
    },
  ];
}

function stateOf(
  manifest: Manifest<'Service'>,
  spec: EcsSpec,
  containers: NonNullable<EcsSpec['taskDefinition']['containers']>,
): TaskDefinitionState {
  const { family = serviceName(manifest, spec), cpu, memory, volumes, ...others } = spec.taskDefinition;
  const { arn: _, revision: __, containers: ___, requiresCompatibilities, ...rest } = others;
  const { placementConstraints, proxyConfiguration, ...same } = rest;
  const networkMode = networkModeOf(spec);
  const compatibilities = requiresCompatibilities ?? (isFargate(spec) ? ['FARGATE'] : undefined);
  const content = normalContent(networkMode === undefined ? {} : { networkMode }, containers, volumes ?? []);
  return {
    ...(same as Partial<TaskDefinitionState>),
    ...normalOthers({ placementConstraints, proxyConfiguration }),
    family,
    containers: content.containers,
    ...(volumes === undefined ? {} : { volumes: content.volumes ?? {} }),
    ...(cpu === undefined ? {} : { cpu: normalCpu(cpu) }),
    ...(memory === undefined ? {} : { memory: normalMemory(memory) }),
    ...(networkMode === undefined ? {} : { networkMode }),
    ...(compatibilities === undefined ? {} : { requiresCompatibilities: compatibilities.toSorted() }),
    ...(manifest.spec.tags === undefined ? {} : { tags: manifest.spec.tags }),
  };
}

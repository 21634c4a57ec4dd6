import type { Path } from '../../../../core/problem.ts';
import type { Fault } from '../../../../schema/fault.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

const sources = [
  'host',
  'efsVolumeConfiguration',
  'dockerVolumeConfiguration',
  's3filesVolumeConfiguration',
  'fsxWindowsFileServerVolumeConfiguration',
  'configuredAtLaunch',
] as const;

/** A volume is one thing only. */
export function* volumes({ taskDefinition }: EcsSpec): Iterable<Fault> {
  const here = (...path: Path): Path => at('taskDefinition', 'volumes', ...path);
  for (const [index, volume] of (taskDefinition.volumes ?? []).entries()) {
    const [first, second] = sources.filter((field) => volume[field] !== undefined && volume[field] !== false);
    if (second !== undefined)
      yield { path: here(index, second), onKey: true, message: `does not go with ${first}: a volume is one of them` };
    const { scope, autoprovision } = volume.dockerVolumeConfiguration ?? {};
    if (autoprovision !== undefined && scope !== 'shared')
      yield {
        path: here(index, 'dockerVolumeConfiguration', 'autoprovision'),
        onKey: true,
        message: 'goes only with scope: shared; a volume of a task is always made',
      };
  }
}

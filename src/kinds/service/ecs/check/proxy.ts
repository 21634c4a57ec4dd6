import type { Fault } from '../../../../schema/fault.ts';
import { didYouMean } from '../../../../schema/nearest.ts';
import { quote } from '../../../../schema/words.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

/** A proxy that is not there, or that has no network of its own to stand in. */
export function* proxy({ taskDefinition }: EcsSpec): Iterable<Fault> {
  const { proxyConfiguration: given, networkMode, containers = [] } = taskDefinition;
  if (given === undefined) return;
  const names = containers.map(({ name }) => name);
  if (!names.includes(given.containerName))
    yield {
      path: at('taskDefinition', 'proxyConfiguration', 'containerName'),
      message: `there is no container ${quote(given.containerName)}`,
      hint: didYouMean(given.containerName, names),
    };
  if (networkMode !== undefined && networkMode !== 'awsvpc')
    yield {
      path: at('taskDefinition', 'proxyConfiguration'),
      onKey: true,
      message: `goes only with the network mode awsvpc, not with ${networkMode}`,
    };
}

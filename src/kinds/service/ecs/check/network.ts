import type { Fault } from '../../../../schema/fault.ts';
import { networkModeOf } from '../names.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

/** Tasks with addresses of their own need a network, and others have none. */
export function* network(spec: EcsSpec): Iterable<Fault> {
  const { launchType, network: given, taskDefinition } = spec;
  const mode = networkModeOf(spec);
  if (mode === 'awsvpc' && given === undefined)
    yield {
      path: at(),
      message: '"network" is missing: with the network mode awsvpc each task has an address in a subnet',
    };
  if (given === undefined) return;
  const isInline = taskDefinition.containers !== undefined;
  if (isInline && mode !== 'awsvpc' && launchType !== undefined)
    yield {
      path: at('network'),
      onKey: true,
      message: `with the network mode ${mode ?? 'bridge'} tasks have the address of their instance`,
      hint: 'set taskDefinition.networkMode: awsvpc, or leave network out',
    };
  if (given.assignPublicIp === true && launchType !== undefined && launchType !== 'FARGATE')
    yield {
      path: at('network', 'assignPublicIp'),
      message: `only tasks on Fargate can have public addresses, and launchType is ${launchType}`,
    };
}

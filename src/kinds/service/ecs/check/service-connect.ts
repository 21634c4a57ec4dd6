import type { Fault } from '../../../../schema/fault.ts';
import { didYouMean } from '../../../../schema/nearest.ts';
import { listed, quote } from '../../../../schema/words.ts';
import { repeats } from '../../../check/repeats.ts';
import { networkModeOf } from '../names.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

/** What others are to call must be a port that has a name. */
export function* serviceConnect(spec: EcsSpec): Iterable<Fault> {
  const { serviceConnect: given, taskDefinition } = spec;
  if (given === undefined) return;
  const mode = networkModeOf(spec);
  if (mode === 'host' || mode === 'none')
    yield { path: at('serviceConnect'), onKey: true, message: `does not go with the network mode ${mode}` };
  const services = [...(given.services ?? []).entries()];
  const discoverable = services.map(([index, { portName, discoveryName = portName }]) => ({ index, discoveryName }));
  for (const { item } of repeats(discoverable, ({ discoveryName }) => discoveryName))
    yield {
      path: at('serviceConnect', 'services', item.index),
      message: `the name ${quote(item.discoveryName)} is taken by another of the services`,
    };
  if (taskDefinition.containers === undefined) return;
  const names = taskDefinition.containers.flatMap(({ portMappings = [] }) =>
    portMappings.flatMap(({ name }) => name ?? []),
  );
  for (const [index, { portName }] of services)
    if (!names.includes(portName))
      yield {
        path: at('serviceConnect', 'services', index, 'portName'),
        message: `no port mapping has the name ${quote(portName)}`,
        hint:
          didYouMean(portName, names) ??
          (names.length === 0 ? 'give the port mapping a name' : `there are ${listed(names, 'and')}`),
      };
}

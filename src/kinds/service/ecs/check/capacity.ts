import type { Fault } from '../../../../schema/fault.ts';
import { quote } from '../../../../schema/words.ts';
import { repeats } from '../../../check/repeats.ts';
import { isFargate } from '../names.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

/** What tasks run on, and how many. */
export function* capacity(spec: EcsSpec): Iterable<Fault> {
  const { launchType, capacityProviderStrategy, platformVersion, placementConstraints, placementStrategy } = spec;
  if (launchType !== undefined && capacityProviderStrategy !== undefined)
    yield {
      path: at('launchType'),
      onKey: true,
      message: 'launchType and capacityProviderStrategy exclude each other',
      hint: 'a strategy of FARGATE and FARGATE_SPOT is Fargate too',
    };
  yield* strategy(capacityProviderStrategy ?? []);
  if (launchType !== undefined && launchType !== 'FARGATE' && platformVersion !== undefined)
    yield {
      path: at('platformVersion'),
      onKey: true,
      message: `is a version of Fargate, and launchType is ${launchType}`,
    };
  if (isFargate(spec))
    for (const [field, given] of Object.entries({ placementConstraints, placementStrategy }))
      if (given !== undefined)
        yield { path: at(field), onKey: true, message: 'is about instances, of which Fargate has none' };
  yield* daemon(spec);
}

function* strategy(providers: NonNullable<EcsSpec['capacityProviderStrategy']>): Iterable<Fault> {
  const here = (...path: readonly (string | number)[]): Fault['path'] => at('capacityProviderStrategy', ...path);
  for (const { item } of repeats(providers.entries(), ([, { capacityProvider }]) => capacityProvider))
    yield { path: here(item[0], 'capacityProvider'), message: `${quote(item[1].capacityProvider)} is listed twice` };
  const based = [...providers.entries()].filter(([, { base = 0 }]) => base > 0);
  for (const [index] of based.slice(1))
    yield { path: here(index, 'base'), message: 'only one provider can have a base' };
  if (providers.length > 0 && providers.every(({ weight = 0 }) => weight === 0))
    yield { path: here(), message: 'every weight is 0, so that tasks beyond the base would go nowhere' };
  const names = providers.map(({ capacityProvider }) => capacityProvider);
  const onFargate = names.filter((name) => name === 'FARGATE' || name === 'FARGATE_SPOT');
  if (onFargate.length > 0 && onFargate.length < names.length)
    yield { path: here(), message: 'Fargate and other providers do not go together in one strategy' };
}

/** One task on each instance: nothing is left to say about their number. */
function* daemon(spec: EcsSpec): Iterable<Fault> {
  if (spec.schedulingStrategy !== 'DAEMON') return;
  if (isFargate(spec))
    yield { path: at('schedulingStrategy'), message: 'a daemon runs on every instance, of which Fargate has none' };
  for (const field of ['desiredCount', 'autoScaling', 'capacityProviderStrategy', 'placementStrategy'] as const)
    if (spec[field] !== undefined)
      yield {
        path: at(field),
        onKey: true,
        message: 'a daemon has one task on each instance',
        hint: `leave ${field} out`,
      };
  if (spec.availabilityZoneRebalancing === 'ENABLED')
    yield { path: at('availabilityZoneRebalancing'), message: 'a daemon cannot be moved between zones' };
}

import { canonical } from '../../src/core/json.ts';
import type { Live } from '../../src/core/resource.ts';
import type { Apply, CreateStep, Resource } from '../../src/resources/resource.ts';
import type { Cloud } from './cloud.ts';
import { types } from './types.ts';

/** Steps in before or after a call to the cloud: to fail it, to hold it up, or to write it down. */
export type Meddle = (call: string, when: 'before' | 'after') => void | Promise<void>;

type ToyApply = Apply<object, string>;

/** The toys' types with hands: what planning knows of them, and how each is made, written and taken away. */
export function toyResources(cloud: Cloud, meddle: Meddle = () => undefined): ReadonlyMap<string, Resource> {
  async function call<Result>(name: string, work: () => Result): Promise<Result> {
    await meddle(name, 'before');
    const result = work();
    await meddle(name, 'after');
    return result;
  }

  /** Looks before it makes, so that a lost answer never makes a twin. */
  function build(type: string, { wanted, tags }: CreateStep<object>): { physical: string; outputs: { arn: string } } {
    const parent = containerOf(type, wanted);
    const twin = cloud
      .snapshot()
      .live.filter((one) => one.type === type && one.parent === parent)
      .find((one) => identity(type, one.state, one.tags) === identity(type, wanted, tags));
    const physical =
      twin?.physical ?? cloud.create({ type, state: wanted, tags, ...(parent === undefined ? {} : { parent }) });
    return { physical, outputs: { arn: physical } };
  }

  function applyOf(type: string): ToyApply {
    const write: ToyApply['update'][string] = (_, { live, differences }) =>
      call(`write ${label(live)} ${differences.map(({ field }) => field).join(' ')}`, () =>
        cloud.write(live.physical, differences),
      );
    return {
      create: (_, step) => call(`create ${type} ${nameOf(step.wanted)}`, () => build(type, step)),
      update: { main: write, gates: write, members: write, settings: write, place: write },
      remove: (_, live) => call(`remove ${label(live)}`, () => cloud.remove(live.physical)),
      tag: (_, live, set, remove) => call(`tag ${label(live)}`, () => cloud.tag(live.physical, set, remove)),
      ...(type === 'gate-rule' ? batches : {}),
      ...(type === 'sign' ? { arrange } : {}),
    };
  }

  const batches: Required<Pick<ToyApply, 'createMany' | 'removeMany'>> = {
    createMany: (_, steps) =>
      call(`create ${steps.length} gate-rules`, () => steps.map((step) => build('gate-rule', step))),
    removeMany: (_, lives) =>
      call(`remove ${lives.length} gate-rules`, () => {
        for (const live of lives) cloud.remove(live.physical);
      }),
  };

  const arrange: Required<ToyApply>['arrange'] = (_, { updated, created, doomed, kept }) =>
    call(
      `arrange signs: ${updated.length} updated, ${created.length} created, ${doomed.length} doomed, ${kept.length} kept`,
      () => undefined,
    );

  return new Map(
    [...types].map(([name, type]): [string, Resource] => [
      name,
      {
        ...type,
        observe: () =>
          Promise.resolve({ live: cloud.snapshot().live.filter((one) => one.type === name), unreadable: [] }),
        apply: applyOf(name),
      },
    ]),
  );
}

function containerOf(type: string, state: object): string | undefined {
  const parent = types.get(type)?.parent;
  return parent === undefined ? undefined : (state as Readonly<Record<string, string>>)[parent];
}

/** What distinguishes siblings: our memory and the name, or else what a rule admits. */
function identity(type: string, state: object, tags: Readonly<Record<string, string>>): string {
  const { name, port, peer } = state as Readonly<Record<string, unknown>>;
  return canonical(types.get(type)?.taggable ? [name, tags] : [port, peer]);
}

function label({ type, name, physical }: Live): string {
  return `${type} ${name ?? physical.slice(physical.lastIndexOf('/') + 1)}`;
}

function nameOf(state: object): string | undefined {
  return 'name' in state && typeof state.name === 'string' ? state.name : undefined;
}

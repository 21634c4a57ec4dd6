import { compare, type Difference } from '../../src/core/fields.ts';
import { ownershipTags, readOwnership } from '../../src/core/ownership.ts';
import type { Live, Wanted } from '../../src/core/resource.ts';
import type { Aws } from '../../src/aws/ports.ts';
import type { ApplyContext, Observed, Resource, Tags } from '../../src/resources/resource.ts';
import { HastyClock, openTestAws } from '../aws/endpoint.ts';

export const OWNER = 'test';

/** One type of resource on one endpoint, driven as the engine drives it, a step at a time. */
export interface Rig<State extends object> {
  readonly aws: Aws;
  readonly context: ApplyContext;
  /** What stands is ours, or has one of these names. */
  observe(names?: readonly string[], observed?: readonly Live[]): Promise<Observed<State>>;
  /** The only one that stands. */
  live(observed?: readonly Live[]): Promise<Live<State>>;
  create(state: State): Promise<Live<State>>;
  differences(wanted: State, live: Live<State>): Difference[];
  /** Writes what differs; gives the groups of fields that were written, in their order. */
  update(wanted: State): Promise<string[]>;
  tagsFor(state: State, name?: string): Tags;
}

export interface RigOptions {
  /** The containers that were observed before. */
  readonly parents?: readonly Live[];
  readonly secret?: ApplyContext['secret'];
}

export async function rigFor<State extends object, Group extends string>(
  resource: Resource<State, Group>,
  url: string,
  { parents = [], secret = () => '' }: RigOptions = {},
): Promise<Rig<State>> {
  const aws = await openTestAws(url);
  const context: ApplyContext = { aws, clock: new HastyClock(), secret };

  const rig: Rig<State> = {
    aws,
    context,
    observe: (names = [], observed = parents) =>
      resource.observe({
        aws,
        owner: OWNER,
        names: () => new Set(names),
        looksUp: () => false,
        unread: () => undefined,
        observed: () => observed,
      }),
    async live(observed) {
      const { live, unreadable } = await rig.observe([], observed);
      if (live.length !== 1 || unreadable.length > 0) throw new Error(JSON.stringify({ live, unreadable }, null, 2));
      return live[0]!;
    },
    async create(state) {
      await resource.apply.create(context, { wanted: state, tags: rig.tagsFor(state) });
      return rig.live();
    },
    differences: (wanted, live) =>
      compare(resource.fields, wanted, live.state, (field, key) => readOwnership(live.tags)?.once(field, key) ?? false)
        .differences,
    async update(wanted) {
      const live = await rig.live();
      const byGroup = new Map<string, Difference[]>();
      for (const difference of rig.differences(wanted, live)) {
        const { onChange } = resource.fields[difference.field as keyof State];
        const group = typeof onChange === 'function' ? onChange(live.state) : onChange;
        byGroup.set(group, [...(byGroup.get(group) ?? []), difference]);
      }
      for (const [group, differences] of byGroup) {
        if (!(group in resource.apply.update)) throw new Error(`${group}: ${JSON.stringify(differences)}`);
        await resource.apply.update[group as keyof typeof resource.apply.update](context, {
          live,
          wanted,
          differences,
        });
      }
      const { detaches, apply } = resource;
      const all = [...byGroup.values()].flat();
      if (detaches !== undefined && all.some(({ path }) => path.endsWith(detaches.path))) {
        await apply.detach?.(context, { live, wanted, differences: all });
      }
      await resource.apply.tag?.(context, live, rig.tagsFor(wanted), []);
      return [...byGroup.keys()];
    },
    tagsFor: (state, name = 'web') => ({
      ...(state as { tags?: Tags }).tags,
      ...ownershipTags(OWNER, wantedOf(resource.name, state, name), resource.fields),
    }),
  };
  return rig;
}

function wantedOf<State>(type: string, state: State, name: string): Wanted<State> {
  return {
    id: `${type}/default/${name}`,
    type,
    manifest: `Test/default/${name}`,
    key: '',
    at: '/spec',
    state,
    policy: { drift: 'correct', deletion: 'delete', suspend: false, adopt: false, allowEmpty: false, ignoreFields: [] },
    source: { file: 'test.yaml', line: 1, column: 1 },
  };
}

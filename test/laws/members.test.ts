import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyInventory } from '../../src/core/inventory.ts';
import { ownershipTags } from '../../src/core/ownership.ts';
import { plan } from '../../src/core/planning/make-plan.ts';
import type { Change } from '../../src/core/plan.ts';
import type { Live, ResourceType, TargetsBy, Wanted } from '../../src/core/resource.ts';
import { targetType } from '../../src/resources/target/type.ts';
import { targetGroupType } from '../../src/resources/target-group/type.ts';

const owner = 'laws';
const arn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1';
const groupId = 'target-group/default/web';
const source = { file: 'web.yaml', line: 1, column: 1 };
const types = new Map([targetGroupType, targetType].map((one) => [one.name, one as unknown as ResourceType]));
const policy = { deletion: 'delete', adopt: false, ignoreFields: [], suspend: false, allowEmpty: false } as const;

type Mood = Pick<Wanted['policy'], 'drift' | 'suspend' | 'allowEmpty'>;

interface Service extends Mood {
  readonly ids: readonly string[];
}

interface World {
  readonly services: readonly Service[];
  readonly registered: readonly string[];
  /** What the group remembers of who said what it holds. */
  readonly before: TargetsBy | undefined;
  readonly incomplete: boolean;
  readonly group: Mood;
}

const ids = fc.uniqueArray(fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'));
const mood = fc.record<Mood>({
  drift: fc.constantFrom('correct', 'correct', 'warn', 'ignore'),
  suspend: fc.constantFrom(false, false, true),
  allowEmpty: fc.boolean(),
});
const anyWorld: fc.Arbitrary<World> = fc.record({
  services: fc.array(
    fc.tuple(ids, mood).map(([own, rest]) => ({ ids: own, ...rest })),
    { maxLength: 3 },
  ),
  registered: ids,
  before: fc.constantFrom<TargetsBy | undefined>('listed', 'delegated', undefined),
  incomplete: fc.boolean(),
  group: mood,
});

function wantedIn({ services, group }: World): Wanted[] {
  const root: Wanted = {
    id: groupId,
    type: 'target-group',
    manifest: 'TargetGroup/default/web',
    key: '',
    at: '/spec',
    source,
    state: { name: 'web', targetType: 'ip' },
    policy: { ...policy, ...group },
    ...(services.length === 0 ? {} : { targets: 'listed', content: services.map((one) => one.ids) }),
  };
  const members = services.flatMap((one, index) =>
    one.ids.map((id, place): Wanted => {
      const manifest = `Service/default/s${index}`;
      return {
        id: `target/default/s${index}/web/${id}`,
        type: 'target',
        manifest,
        parent: groupId,
        key: id,
        source,
        at: `/spec/ips/${place}`,
        state: { group: arn, id, port: 80 },
        policy: { ...policy, drift: one.drift, suspend: one.suspend, allowEmpty: one.allowEmpty },
      };
    }),
  );
  return [root, ...members];
}

function changesIn(world: World, wanted = wantedIn(world)): readonly Change[] {
  const [root] = wanted as [Wanted];
  const { targets: _, ...plain } = root;
  const remembered = world.before === undefined ? plain : { ...plain, targets: world.before };
  const base = { outputs: {}, uses: [] };
  const live: Live[] = [
    {
      type: 'target-group',
      physical: arn,
      name: 'web',
      ...base,
      outputs: { arn },
      state: root.state,
      tags: ownershipTags(owner, remembered, targetGroupType.fields as never),
    },
    ...world.registered.map((id): Live => ({
      type: 'target',
      physical: `${arn}/${id}:80`,
      parent: arn,
      tags: {},
      ...base,
      state: { group: arn, id, port: 80 },
    })),
  ];
  const snapshot = { account: '123456789012', region: 'eu-west-1', live, unreadable: [], inventory: emptyInventory };
  const limits = world.incomplete ? { incomplete: 'a file is torn' } : {};
  return plan({ wanted, snapshot, types, owner, ...limits }).changes.filter(({ type }) => type === 'target');
}

function gone(changes: readonly Change[]): Set<string> {
  return new Set(changes.flatMap(({ action, live }) => (action === 'deregister' ? [live!.split('/').at(-1)!] : [])));
}

describe('what is registered in a target group', () => {
  it('never goes while a Service asks for it', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const leaving = gone(changesIn(world));
        for (const id of world.services.flatMap((one) => one.ids)) expect(leaving).not.toContain(`${id}:80`);
      }),
    );
  });

  it('never goes while the folder is not whole, nor from a group that is suspended or never was listed', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const isOthers = world.services.length === 0 && world.before !== 'listed';
        if (world.incomplete || world.group.suspend || isOthers) expect(gone(changesIn(world)).size).toBe(0);
      }),
    );
  });

  it('never goes by the plan of somebody who is to be left alone', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const asking = world.services.filter((one) => one.ids.length > 0);
        if (asking.some(({ suspend }) => suspend)) expect(gone(changesIn(world)).size).toBe(0);
      }),
    );
  });

  it('is looked at without regard to order: the same Services in another order ask for the same', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const [root, ...members] = wantedIn(world) as [Wanted, ...Wanted[]];
        const words = (changes: readonly Change[]): string[] =>
          changes.map(({ action, live, id }) => `${action} ${live ?? id}`).sort();
        expect(words(changesIn(world, [root, ...members.toReversed()]))).toEqual(words(changesIn(world)));
      }),
    );
  });

  it('is all that is asked for, once what may be done is done', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const free = { drift: 'correct', suspend: false, allowEmpty: true } as const;
        const services = world.services.map((one) => ({ ...one, ...free }));
        const open = { ...world, services, incomplete: false, group: free, before: 'listed' as const };
        const changes = changesIn(open);
        const leaving = gone(changes);
        const coming = changes.flatMap(({ action, id }) => (action === 'register' ? [id.split('/').at(-1)!] : []));
        const left = new Set([...open.registered.filter((id) => !leaving.has(`${id}:80`)), ...coming]);
        expect(left).toEqual(new Set(services.flatMap((one) => one.ids)));
        expect(changesIn({ ...open, registered: [...left] }).filter(({ action }) => action !== 'noop')).toEqual([]);
      }),
    );
  });
});

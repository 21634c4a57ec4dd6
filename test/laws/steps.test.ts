import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMaking, isRemoval, isWrite, type Change, type Plan } from '../../src/core/plan.ts';
import type { Live, Wanted } from '../../src/core/resource.ts';
import { indexStanding } from '../../src/core/standing.ts';
import { Schedule } from '../../src/core/steps/schedule.ts';
import type { Step } from '../../src/core/steps/step.ts';
import { stepsOf } from '../../src/core/steps/steps-of.ts';
import { refsOf } from '../../src/core/value.ts';
import { cases } from '../support/cases.ts';
import { anyFolder } from '../toy/arbitrary.ts';
import { owner, planFor } from '../toy/carry-out.ts';
import { converged } from '../toy/converged.ts';
import { anyDamage, damage, type Damage } from '../toy/damage.ts';
import { desire, type Folder } from '../toy/folder.ts';
import { types } from '../toy/types.ts';

/** A plan, its steps, and all that each of them waits for. */
interface Scene {
  readonly plan: Plan;
  readonly wanted: ReadonlyMap<string, Wanted>;
  readonly live: readonly Live[];
  readonly steps: readonly Step[];
  readonly behind: ReadonlyMap<string, ReadonlySet<string>>;
  readonly of: (id: string, ...kinds: Step['kind'][]) => string | undefined;
}

type Story = readonly [Folder, Folder, readonly Damage[]];

const anyStory: fc.Arbitrary<Story> = fc.tuple(anyFolder, anyFolder, fc.array(anyDamage, { maxLength: 2 }));

function sceneOf([first, second, damages]: Story): Scene {
  const cloud = converged(first);
  for (const one of damages) damage(cloud, one);
  const asked = desire(second);
  const plan = planFor(cloud, asked);
  const wanted = new Map(asked.map((one) => [one.id, one]));
  const snapshot = cloud.snapshot();
  const steps = stepsOf(plan, { wanted, standing: indexStanding(snapshot, types, owner), types });
  const of: Scene['of'] = (id, ...kinds) =>
    steps.find((step) => step.changes.includes(id) && kinds.includes(step.kind))?.name;
  return { plan, wanted, live: snapshot.live, steps, behind: behindEach(steps), of };
}

/** All laws look at the same scenes: to plan one costs far more than to look at it. */
const runs = { numRuns: cases(500), seed: fc.sample(fc.integer(), 1)[0]! };
const scenes = new Map<string, Scene>();

const anyScene = anyStory.map((story): Scene => {
  const key = JSON.stringify(story);
  const scene = scenes.get(key) ?? sceneOf(story);
  scenes.set(key, scene);
  return scene;
});

/** Fails where something comes before what it needs, so that circles do too. */
function behindEach(steps: readonly Step[]): Map<string, Set<string>> {
  const behind = new Map<string, Set<string>>();
  for (const { name, needs } of steps) {
    const all = needs.flatMap((need) => {
      if (!behind.has(need)) throw new Error(`${name} comes before ${need}, which it needs`);
      return [need, ...behind.get(need)!];
    });
    behind.set(name, new Set(all));
  }
  return behind;
}

function law(name: string, check: (scene: Scene) => void): void {
  it(name, () => fc.assert(fc.property(anyScene, check), runs));
}

function writes({ plan }: Scene): Change[] {
  return plan.changes.filter(isWrite);
}

function expectBehind({ behind }: Scene, later: string, earlier: string | undefined): void {
  if (!behind.get(later)!.has(earlier!)) throw new Error(`${later} does not wait for ${earlier}`);
}

const makings = ['create', 'replace'] as const;

/** The step that takes something away, by itself or along with what contains it. */
function takenBy({ plan, live, steps, of }: Scene, one: Live): string | undefined {
  const change = plan.changes.find((each) => each.live === one.physical && isWrite(each));
  const own = change && of(change.id, 'delete', 'retire');
  const emptied = steps.find(({ takes }) => takes?.includes(one.physical))?.name;
  const container = live.find(({ physical }) => physical === one.parent);
  return own ?? emptied ?? (container && takenBy({ plan, live, steps, of } as Scene, container));
}

describe('the steps of a plan', () => {
  law('stand behind all that they need, so that there is no circle', () => undefined);

  law('are plain data', ({ steps }) => {
    expect(JSON.parse(JSON.stringify(steps))).toEqual(steps);
  });

  law('carry out every write, and nothing else', (scene) => {
    const carried = new Set(scene.steps.flatMap(({ changes }) => changes));
    expect([...carried].sort()).toEqual(
      writes(scene)
        .map(({ id }) => id)
        .sort(),
    );
    for (const { name, changes } of scene.steps) expect(changes, name).not.toEqual([]);
  });

  law('make what is referred to, and containers, before who needs them', (scene) => {
    for (const { id, action } of writes(scene)) {
      const one = scene.wanted.get(id);
      if (one === undefined || isRemoval(action)) continue;
      const strong = refsOf(one.state).flatMap((ref) => (ref.weak ? [] : [ref.$ref]));
      for (const needed of [...strong, ...(one.parent === undefined ? [] : [one.parent])]) {
        const made = scene.of(needed, ...makings);
        if (made === undefined) continue;
        const own = scene.of(id, 'create', 'update', 'replace')!;
        expectBehind(scene, own, made);
      }
    }
  });

  law('take users away, or over, before what they use', (scene) => {
    for (const used of scene.live) {
      const taken = takenBy(scene, used);
      if (taken === undefined) continue;
      for (const user of scene.live.filter(({ uses }) => uses.includes(used.physical))) {
        const change = scene.plan.changes.find((each) => each.live === user.physical && isWrite(each));
        const freed = takenBy(scene, user) ?? (change && scene.of(change.id, 'update'));
        if (freed === taken) continue;
        expectBehind(scene, taken, freed);
      }
    }
  });

  law('take children away before, or along with, what contains them', (scene) => {
    for (const { id, live: physical, action } of writes(scene)) {
      const parent = scene.live.find((one) => one.physical === physical)?.parent;
      const container = writes(scene).find((one) => one.live === parent && isRemoval(one.action));
      if (!isRemoval(action) || container === undefined) continue;
      const [own, above] = [scene.of(id, 'delete')!, scene.of(container.id, 'delete')!];
      if (own !== above) expectBehind(scene, above, own);
    }
  });

  law('make before they break', (scene) => {
    for (const { id, action } of writes(scene)) {
      if (action === 'replace') {
        const gone = scene.of(id, 'retire')!;
        expectBehind(scene, gone, scene.of(id, 'replace'));
        // All that is built on the successor stands before the predecessor goes.
        for (const { id: other, action: made } of writes(scene)) {
          const one = scene.wanted.get(other);
          const isUpon = one?.parent === id || refsOf(one?.state ?? {}).some(({ $ref, weak }) => $ref === id && !weak);
          if (isUpon && isMaking(made)) expectBehind(scene, gone, scene.of(other, 'create'));
        }
      }
    }
  });

  law('put siblings in their places before any of them is touched', (scene) => {
    for (const { name, kind, changes } of scene.steps) {
      if (kind !== 'arrange') continue;
      for (const id of changes) {
        const own = scene.of(id, 'create', 'update', 'delete')!;
        expectBehind(scene, own, name);
      }
    }
  });
});

describe('the schedule', () => {
  it('begins each step once, when all that it needs has ended, whichever ends first', () => {
    fc.assert(
      fc.property(anyScene, fc.infiniteStream(fc.nat()), ({ steps, behind }, picks) => {
        const schedule = new Schedule(steps, ({ name }) => name);
        const begun = schedule.first();
        const ended = new Set<string>();
        while (begun.length > 0) {
          const [next] = begun.splice(picks.next().value! % begun.length, 1);
          const name = next!.about;
          for (const need of behind.get(name)!) expect(ended).toContain(need);
          expect(ended).not.toContain(name);
          ended.add(name);
          begun.push(...schedule.end(next!, 'done'));
        }
        expect(ended.size).toBe(steps.length);
      }),
      { numRuns: cases(200) },
    );
  });
});

import { CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isWrite, type Change, type Plan } from '../../src/core/plan.ts';
import type { PruneScope } from '../../src/core/planning/input.ts';
import { inNamespace, patientLook, patiently, planned } from '../../src/engine/cycle.ts';
import { load } from '../../src/engine/load.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import { narrowLook } from '../../src/engine/narrow/narrow-look.ts';
import { cases } from '../support/cases.ts';
import { type Controller, controllerOn } from '../support/controller.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { folderOf, manifestsOf } from '../support/folders.ts';
import { type Account, simulatorEmulator } from '../support/simulated.ts';
import { stack, stacksFixture } from '../support/stacks.ts';
import { Hand } from './hand.ts';
import { systems } from './systems.ts';

interface Selected {
  readonly selected: (manifest: string) => boolean;
  readonly isListed: boolean;
}

interface Circumstances {
  readonly controller: Controller;
  readonly account: Account;
  readonly loaded: Loaded;
  readonly pruning?: PruneScope;
}

/** Each manifest by itself, each namespace, and all of it. */
function selectionsOf({ manifests }: Loaded): Selected[] {
  const namespaces = new Set(manifests.map(({ namespace }) => namespace));
  return [
    ...manifests.map(({ id }) => ({ selected: (manifest: string) => manifest === id, isListed: true })),
    ...[...namespaces].map((namespace) => ({ selected: inNamespace(namespace), isListed: false })),
    { selected: () => true, isListed: false },
  ];
}

/** What a look at everything and a narrow one plan for the same manifests. */
async function expectTheSame(
  { controller: { aws }, account: { clock }, loaded, pruning }: Circumstances,
  selections = selectionsOf(loaded),
): Promise<void> {
  const about = { owner: 'default', loaded, ...(pruning === undefined ? {} : { pruning }) };
  const { snapshot } = await patientLook({ aws, clock, ...about });
  for (const { selected, isListed } of selections) {
    const options = { ...about, selected };
    const narrow = await patiently(narrowLook, { aws, clock, ...options, isListed, isToBeDone: false });
    expect(cut(narrow.plan, selected)).toEqual(cut(planned(options, snapshot).plan, selected));
  }
}

function cut({ changes }: Plan, selected: (manifest: string) => boolean): Change[] {
  return changes.filter(({ manifest }) => selected(manifest)).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ id, live = '' }: Change): string {
  return `${id} ${live}`;
}

/** More than are few enough to be asked one by one. */
async function makeStrangers({ sdk }: Account): Promise<void> {
  for (let index = 0; index < 45; index += 1)
    await sdk.elbv2.send(new CreateTargetGroupCommand({ Name: `stranger-${index}`, TargetType: 'lambda' }));
}

describe('a narrow look', () => {
  describe.each(systems)('at $folder', ({ folder, fixture, interferences }) => {
    const emulator = simulatorEmulator({ fixture: fixtureNamed(fixture) });
    afterAll(() => emulator.stop());

    it('plans for each manifest what a look at everything does', async () => {
      const account = await emulator.open();
      await makeStrangers(account);
      const controller = await controllerOn(account);
      const loaded = await load(manifestsOf(folder), process.env);
      await expectTheSame({ account, controller, loaded });
      await controller.converge(loaded);
      await expectTheSame({ account, controller, loaded });
      for (const { act } of interferences) await act(new Hand(account.sdk));
      await expectTheSame({ account, controller, loaded });
    });
  });
});

interface Site {
  readonly groups: readonly { readonly port: number; readonly name?: string; readonly isThere: boolean }[];
  readonly balancers: readonly {
    readonly scheme: string;
    readonly name?: string;
    readonly isThere: boolean;
    readonly forwards: readonly number[];
    readonly behind: number;
  }[];
  readonly namespace: string;
}

const anyName = fc.option(fc.constantFrom('one', 'two'), { nil: undefined, freq: 3 });
const isThere = fc.integer({ min: 0, max: 4 }).map((chance) => chance > 0);
const anySite: fc.Arbitrary<Site> = fc.record({
  groups: fc.array(fc.record({ port: fc.constantFrom(80, 8080), name: anyName, isThere }), {
    minLength: 3,
    maxLength: 3,
  }),
  balancers: fc.array(
    fc.record({
      scheme: fc.constantFrom('internal', 'internet-facing'),
      name: anyName,
      isThere,
      forwards: fc.uniqueArray(fc.nat({ max: 2 }), { minLength: 1, maxLength: 3 }),
      behind: fc.nat({ max: 1 }),
    }),
    { minLength: 2, maxLength: 2 },
  ),
  namespace: fc.constantFrom('default', 'other'),
}) as fc.Arbitrary<Site>;

function documentsOf({ groups, balancers, namespace }: Site): unknown[] {
  const apiVersion = 'evenkeel.dev/v1';
  const vpc = { name: 'budget' };
  const forward = (index: number): unknown => [{ forward: { targetGroups: [{ targetGroup: { ref: `g${index}` } }] } }];
  const own = (name: string, index: number): object => ({ name: `${name}${index}`, namespace });
  return [
    ...[0, 1].map((index) => ({
      apiVersion,
      kind: 'SecurityGroup',
      metadata: own('s', index),
      spec: {
        vpc,
        description: namespace,
        ingress: [{ protocol: 'tcp', port: 80, from: [{ cidr: '0.0.0.0/0' }] }],
        egress: [],
      },
    })),
    ...groups.flatMap(({ port, name, isThere: stays }, index) =>
      stays
        ? [
            {
              apiVersion,
              kind: 'TargetGroup',
              metadata: own('g', index),
              spec: {
                protocol: 'HTTP',
                port,
                targetType: 'ip',
                vpc,
                ...(name === undefined ? {} : { name: `${name}-g` }),
              },
            },
          ]
        : [],
    ),
    ...balancers.flatMap(({ scheme, name, isThere: stays, forwards, behind }, index) =>
      stays
        ? [
            {
              apiVersion,
              kind: 'LoadBalancer',
              metadata: own('b', index),
              spec: {
                vpc,
                scheme,
                subnets: [{ name: 'a' }, { name: 'c' }],
                securityGroups: [{ ref: `s${behind}` }],
                ...(name === undefined ? {} : { name: `${name}-b` }),
                listeners: forwards.map((group, order) => ({
                  port: 80 + order,
                  protocol: 'HTTP',
                  defaultActions: forward(group),
                })),
              },
            },
          ]
        : [],
    ),
  ];
}

describe('a narrow look at a folder that has become another', () => {
  const emulator = simulatorEmulator({ fixture: stacksFixture });
  afterAll(() => emulator.stop());

  it('plans for each manifest, each namespace and all of it what a look at everything does', async () => {
    let writes = 0;
    await fc.assert(
      fc.asyncProperty(
        anySite,
        anySite,
        fc.option(fc.boolean(), { nil: undefined }),
        fc.nat({ max: 3 }),
        fc.boolean(),
        async (before, after, isAsked, rounds, isCrowded) => {
          const account = await emulator.open();
          if (isCrowded) await makeStrangers(account);
          const controller = await controllerOn(account);
          const kept: (() => void)[] = [];
          const folder = folderOf({ 'all.yaml': documentsOf(before) }, (remove) => kept.push(remove));
          const made = await load(folder, {});
          for (let round = 0; round < rounds; round += 1) await controller.apply(made);
          const changed = await load(
            folderOf({ 'all.yaml': documentsOf(after) }, (remove) => kept.push(remove)),
            {},
          );
          const loaded = { ...changed, ...(made.sources === undefined ? {} : { sources: made.sources }) };
          const { sources = [] } = loaded;
          const pruning = isAsked === undefined ? {} : { pruning: { sources, isAsked, ownsUnlabelled: false } };
          await expectTheSame({ account, controller, loaded, ...pruning });
          writes += (await controller.look(loaded)).plan.changes.filter(isWrite).length;
          for (const remove of kept) remove();
        },
      ),
      { numRuns: Number(process.env['EVENKEEL_RUNS'] ?? cases(12)) },
    );
    expect(writes).toBeGreaterThan(0);
  });
});

describe('what a narrow look costs', () => {
  const emulator = simulatorEmulator({ fixture: stacksFixture });
  afterAll(() => emulator.stop());

  it('is as much among a hundred stacks as by itself, but for pages', async () => {
    const costs: number[] = [];
    for (const stacks of [1, 100]) {
      const account = await emulator.open();
      const controller = await controllerOn(account);
      const folder = folderOf({ 'stacks.yaml': Array.from({ length: stacks }, (_, index) => stack(index)).flat() });
      const loaded = await load(folder, {});
      await controller.converge(loaded);
      const { journal } = emulator.running();
      journal.clear();
      const selected = (manifest: string): boolean => manifest === 'LoadBalancer/default/stack-0';
      const { aws } = controller;
      const options = { aws, clock: account.clock, owner: 'default', loaded };
      const { plan } = await narrowLook({ ...options, selected, isListed: true, isToBeDone: false });
      expect(plan.changes.filter(({ manifest }) => selected(manifest)).map(({ action }) => action)).toEqual(
        Array.from({ length: 4 }, () => 'noop'),
      );
      costs.push(journal.count());
    }
    const [one, hundred] = costs as [number, number];
    expect(one).toBeLessThanOrEqual(20);
    expect(hundred).toBeLessThanOrEqual(one + 4);
  });
});

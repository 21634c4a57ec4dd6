import { expect, test } from 'vitest';
import { isRemoval } from '../../src/core/plan.ts';
import { lookToImport } from '../../src/engine/import.ts';
import { load } from '../../src/engine/load.ts';
import { documentOf } from '../../src/kinds/import/document.ts';
import { controllerOn } from '../support/controller.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { folderOf, manifestsOf } from '../support/folders.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { release } from './round-trip.ts';

/*
 * A stack is adopted by manifests that leave out one thing which stands: it stays, and is named, until a further apply has shown that it goes.
 */

interface Listener {
  rules?: unknown[];
  port: number;
}

interface Spec {
  listeners: Listener[];
  ingress: unknown[];
  instances: unknown[];
}

const leftOut: readonly [what: string, kind: string, type: string, without: (spec: Spec) => void][] = [
  ['a rule', 'LoadBalancer', 'listener-rule', ({ listeners }) => void listeners[0]!.rules!.shift()],
  ['a listener', 'LoadBalancer', 'listener', ({ listeners }) => void listeners.shift()],
  ['a target', 'Service', 'target', (spec) => void (spec.instances = [{ name: 'page 01' }])],
  ['an ingress rule', 'SecurityGroup', 'security-group-rule', ({ ingress }) => void ingress.shift()],
];

test.each(leftOut)('%s that is left out stays until a further apply', async (_, kind, type, without) => {
  const scenario = kind === 'LoadBalancer' ? 'content-routing' : 'ec2-pair-alb';
  const emulator = simulatorEmulator({ fixture: fixtureNamed(scenario) });
  const account = await emulator.open();
  const { journal } = emulator.running();
  const controller = await controllerOn(account);
  const original = await load(manifestsOf(scenario), {});
  await controller.converge(original);
  await release(controller, original, account.clock);
  const selection = { names: [], all: true, tags: {} };
  const { stacks } = await lookToImport({ aws: controller.aws, owner: 'default', namespace: 'default', selection });
  const documents = stacks.flatMap(({ manifests }) => manifests.map((one) => structuredClone(documentOf(one, true))));
  const concerned = documents.filter((one) => (one as { kind: string }).kind === kind) as { spec: Spec }[];
  without(concerned.at(-1)!.spec);
  const folder = await load(folderOf({ 'all.yaml': documents }), {});
  expect(folder.problems).toEqual([]);

  journal.clear();
  await controller.converge(folder);
  const written = journal.entries().flatMap(({ action, write }) => (write ? [action] : []));
  expect(written.filter((action) => !/Tags?$/.test(action))).toEqual([]);
  const { plan } = await controller.look(folder);
  const held = plan.changes.filter(({ blocked }) => blocked?.reason === 'adopted-first');
  expect(held.map((change) => change.type)).toContain(type);
  expect(held.every(({ blocked }) => isRemoval(blocked!.would))).toBe(true);

  const agreed = await controller.look(folder, () => true);
  await emulator.stop();
  expect(agreed.plan.changes.filter(({ action }) => isRemoval(action)).map((change) => change.id)).toEqual(
    held.map((change) => change.id),
  );
});

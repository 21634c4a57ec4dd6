import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { formatProblem } from '../../src/core/problem.ts';
import type { Wanted } from '../../src/core/resource.ts';
import { load } from '../../src/engine/load.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import { referencesOf } from '../../src/kinds/references.ts';
import { resources } from '../../src/resources/registry.ts';
import { type Controller, controllerOn } from '../support/controller.ts';
import { type Document as AnyDocument, folderOf } from '../support/folders.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { release, roundTrip } from './round-trip.ts';
import { layGround } from './valid-ground.ts';

/*
 * The law of the way there and back, for every manifest of test/kinds/valid: whatever is put there is held by it.
 */

interface Document extends AnyDocument {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** What an import can't say, and what is therefore written once when it is adopted. */
const exceptions: Readonly<Record<string, { readonly why: string; readonly except: readonly string[] }>> = {
  'LoadBalancer/default/web-alb': {
    why: 'AWS never shows a client secret, so that it has to be written once.',
    except: ['authenticateOidc', 'ModifyListener'],
  },
};

const folder = join(import.meta.dirname, '../kinds/valid');

/** In the region that is simulated. */
const documents = readdirSync(folder)
  .sort()
  .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('eu-west-1', 'ap-northeast-2'))
  .flatMap((text) => parseAllDocuments(text))
  .map((one) => whole(one.toJS() as Document));

const emulator = simulatorEmulator();

let everything: Loaded;

beforeAll(async () => {
  for (const name of ['OIDC_SECRET', 'PUBLIC_ECS_SERVICE_ALB_CLIENT_SECRET']) vi.stubEnv(name, 'one');
  everything = await load(folderOf({ 'all.yaml': documents }, afterAll), process.env);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.stop();
});

test.each(documents.map(nameOf))('%s, forgotten and imported, is adopted by tags alone', async (name) => {
  const account = await emulator.open();
  const { journal } = emulator.running();
  const controller = await controllerOn(account);
  const original = await standing(controller, withAllItTakes(name));
  await release(controller, original, account.clock);

  const writes = (): string[] => {
    const all = journal.entries().filter(({ write }) => write);
    journal.clear();
    return all.map(({ action }) => action);
  };
  const names = original.wanted.flatMap(({ type, state }) => resources.get(type)?.nameOf?.(state) ?? []);
  const selection = { names: [...new Set(names)], all: false, tags: {} };
  const { except = [] } = exceptions[name] ?? {};
  if (except.length > 0)
    await expect(roundTrip(controller, writes, { selection }), 'an exception for nothing').rejects.toThrow();
  const { imported } = await roundTrip(controller, writes, { selection, except });
  expect(missing(original.wanted, imported.wanted)).toEqual([]);
});

test('what is excepted is among them', () => {
  const names = new Set(documents.map(nameOf));
  expect(Object.keys(exceptions).filter((name) => !names.has(name))).toEqual([]);
});

/** Applies manifests wholly, in an account that has what they point at. */
async function standing(controller: Controller, chosen: readonly Document[]): Promise<Loaded> {
  const asked = await load(folderOf({ 'all.yaml': chosen }), process.env);
  expect(asked.problems.map(formatProblem)).toEqual([]);
  let text = JSON.stringify(chosen);
  for (const [theirs, ours] of await layGround(emulator.running(), asked.wanted))
    text = text.replaceAll(JSON.stringify(theirs), JSON.stringify(ours));
  const original = await load(folderOf({ 'all.yaml': JSON.parse(text) as Document[] }), process.env);
  await controller.converge(original);
  const { plan } = await controller.look(original);
  expect(
    plan.changes.flatMap(({ id, blocked }) => (blocked === undefined ? [] : [`${id}: ${blocked.message}`])),
  ).toEqual([]);
  return original;
}

/** A manifest with those that it refers to, all that these refer to, and the load balancers that forward to a Service. */
function withAllItTakes(name: string): Document[] {
  const refers = new Map(
    everything.manifests.map((one) => [one.id, referencesOf(one).map((to) => `${to.kind}/${to.namespace}/${to.name}`)]),
  );
  const found = new Set<string>();
  const add = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    refers.get(id)?.forEach(add);
    if (!name.startsWith('Service/') || !id.startsWith('TargetGroup/')) return;
    for (const [other, targets] of refers) if (other.startsWith('LoadBalancer/') && targets.includes(id)) add(other);
  };
  add(name);
  return documents.filter((one) => found.has(nameOf(one)));
}

/** What a manifest ignores is not written when it is made. */
function whole(document: Document): Document {
  const { annotations: { 'evenkeel.dev/ignore-fields': _, ...annotations } = {}, ...metadata } = document.metadata;
  return { ...document, metadata: { ...metadata, annotations } };
}

function nameOf({ kind, metadata: { name, namespace = 'default' } }: Document): string {
  return `${kind}/${namespace}/${name}`;
}

/** Types of which there are fewer than there were; there may be more, since an import follows what is pointed at. */
function missing(before: readonly Wanted[], after: readonly Wanted[]): string[] {
  const count = (all: readonly Wanted[], type: string): number => all.filter((one) => one.type === type).length;
  const types = [...new Set(before.map(({ type }) => type))];
  return types.filter((type) => count(after, type) < count(before, type));
}

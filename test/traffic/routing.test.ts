import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Document, edited, type Edits, manifestsOf } from '../support/folders.ts';
import { openStream, type Stream } from './stream.ts';

const scenario = 'content-routing';
const listener = 'content-routing#/spec/listeners/0';
const both = ['page-01:80', 'page-02:80'];

let stream: Stream;

beforeEach(async () => {
  stream = await openStream({ fixture: scenario, loadBalancer: scenario, paths: ['/', '/api/x', '/?version=2'] });
});

function to(...groups: readonly string[]): object[] {
  return [{ forward: { targetGroups: groups.map((ref) => ({ targetGroup: { ref } })) } }];
}

/** The scenario as edited, without some of its manifests. */
function without(names: readonly string[], edits: Edits): string {
  const folder = edited(scenario, edits);
  const file = join(folder, 'all.yaml');
  const documents = readFileSync(file, 'utf8').split('\n---\n');
  const left = documents.filter((text) => !names.includes((JSON.parse(text) as Document).metadata.name));
  writeFileSync(file, left.join('\n---\n'));
  return folder;
}

describe('no request fails', () => {
  it('while two rules change places', async () => {
    await stream.controller.run(manifestsOf(scenario));
    const swapped = edited(scenario, { [`${listener}/rules/0/priority`]: 40, [`${listener}/rules/3/priority`]: 10 });
    const seen = await stream.during(() => stream.controller.run(swapped));
    expect([seen.result.ending, seen.failures, seen.between]).toEqual(['converged', [], both]);
    expect(seen.result.outcomes.filter(({ change }) => change.type === 'listener-rule')).toHaveLength(2);
  });

  it('while what no rule wants is sent to another group', async () => {
    await stream.controller.run(manifestsOf(scenario));
    const switched = edited(scenario, { [`${listener}/defaultActions`]: to('api') });
    const seen = await stream.during(() => stream.controller.run(switched));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect([seen.before, seen.after]).toEqual([both, ['page-02:80']]);
  });

  it('while it is sent to a group that is yet to be made and filled', async () => {
    const alone = { [`${listener}/rules`]: [] };
    const before = without(['api', 'api-instances'], { ...alone, [`${listener}/defaultActions`]: to('pages') });
    await stream.controller.run(before);
    const after = without(['pages', 'page-instances'], { ...alone, [`${listener}/defaultActions`]: to('api') });
    const seen = await stream.during(() => stream.controller.run(after));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect([seen.before, seen.after]).toEqual([both, ['page-02:80']]);
    expect(Array.from(stream.world.elbv2.targetGroups.values(), ({ name }) => name)).toEqual(['api']);
  });

  it('while one of two Services that share the requests is removed', async () => {
    const alone = { [`${listener}/rules`]: [] };
    await stream.controller.run(edited(scenario, { ...alone, [`${listener}/defaultActions`]: to('pages', 'api') }));
    const removed = without(['pages', 'page-instances'], { ...alone, [`${listener}/defaultActions`]: to('api') });
    const seen = await stream.during(() => stream.controller.run(removed));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect([seen.before, seen.after]).toEqual([both, ['page-02:80']]);
    expect(stream.world.elbv2.targetGroups.size).toBe(1);
  });

  it('while one of two Services of the same group is removed', async () => {
    const shared = { 'api-instances#/spec/targetGroups/0/targetGroup/ref': 'pages' };
    const pages = { ...shared, [`${listener}/rules`]: [], [`${listener}/defaultActions`]: to('pages') };
    await stream.controller.run(
      without(['api'], { ...pages, 'page-instances#/spec/instances': [{ name: 'page-01' }] }),
    );
    const seen = await stream.during(() => stream.controller.run(without(['api', 'page-instances'], pages)));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect([seen.before, seen.after]).toEqual([both, ['page-02:80']]);
  });
});

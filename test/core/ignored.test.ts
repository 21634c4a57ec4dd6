import { expect, test } from 'vitest';
import { withIgnoredParts } from '../../src/core/planning/ignored.ts';
import { judge } from '../../src/core/planning/judge.ts';
import type { Live, ResourceType, Wanted } from '../../src/core/resource.ts';
import { policy } from '../toy/folder.ts';

interface State {
  readonly containers: Readonly<Record<string, { readonly image?: string; readonly cpu?: number }>>;
}

const type = {
  name: 'definition',
  fields: { containers: { onChange: 'revision', keyed: true, path: '/task/containers' } },
  taggable: true,
} satisfies ResourceType<State>;

function wanted(containers: State['containers'], ignoreFields: string[]): Wanted<State> {
  const source = { file: 'a.yaml', line: 1, column: 1 };
  const named = { id: 'definition/default/a', type: 'definition', manifest: 'Service/default/a', key: '', at: '/spec' };
  return { ...named, state: { containers }, policy: { ...policy, ignoreFields }, source };
}

function live(containers: State['containers']): Live<State> {
  return { type: 'definition', physical: 'a:1', state: { containers }, tags: {}, outputs: {}, uses: [] };
}

const standing = live({ nginx: { image: 'nginx:2', cpu: 1 }, side: { image: 'side:1' } });

test('a part inside of a field that is left alone neither differs nor is written with the rest of it', () => {
  const asked = wanted({ nginx: { image: 'nginx:1', cpu: 2 }, side: { image: 'side:1' } }, [
    '/spec/task/containers/nginx/image',
  ]);
  const { differences, state } = judge(type, asked, standing);
  expect(differences).toMatchObject([{ key: 'nginx', wanted: { image: 'nginx:2', cpu: 2 } }]);
  expect(state).toEqual({ containers: { nginx: { image: 'nginx:2', cpu: 2 }, side: { image: 'side:1' } } });
});

test('where only that part differs, nothing does', () => {
  const asked = wanted({ nginx: { image: 'nginx:1', cpu: 1 }, side: { image: 'side:1' } }, [
    '/spec/task/containers/nginx/image',
  ]);
  expect(judge(type, asked, standing).differences).toEqual([]);
});

test('what stands without the part is left without it', () => {
  const asked = wanted({ nginx: { image: 'nginx:1', cpu: 1 } }, ['/spec/task/containers/nginx/image']);
  expect(withIgnoredParts(type, asked, live({ nginx: { cpu: 1 } }))).toEqual({ containers: { nginx: { cpu: 1 } } });
});

test('a path that leads nowhere changes nothing', () => {
  const asked = wanted({ nginx: { image: 'nginx:1' } }, ['/spec/task/containers/other/image', '/spec/tasks']);
  expect(withIgnoredParts(type, asked, standing)).toEqual(asked.state);
});

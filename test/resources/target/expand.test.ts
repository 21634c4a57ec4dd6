import { expect, it } from 'vitest';
import { emptyInventory, type Inventory } from '../../../src/core/inventory.ts';
import type { Wanted } from '../../../src/core/resource.ts';
import type { Find } from '../../../src/core/value.ts';
import { expand } from '../../../src/resources/target/expand.ts';
import type { TargetState } from '../../../src/resources/target/type.ts';
import { policy } from '../../toy/folder.ts';

const inventory: Inventory = {
  ...emptyInventory,
  vpcs: [
    { id: 'vpc-1', name: 'ours', isDefault: false, tags: {} },
    { id: 'vpc-2', name: 'theirs', isDefault: false, tags: {} },
  ],
  instances: [
    { id: 'i-1', name: 'web', vpc: 'vpc-1', state: 'running', tags: { Name: 'web', Role: 'web' } },
    { id: 'i-2', name: 'web', vpc: 'vpc-2', state: 'running', tags: { Name: 'web', Role: 'web' } },
  ],
};

function found(by: Find['by'], vpc: string | Find): unknown[] {
  const wanted: Wanted<TargetState> = {
    id: 'target/default/web/web-tg/web:80',
    type: 'target',
    manifest: 'Service/default/web',
    parent: 'target-group/default/web-tg',
    key: 'web',
    at: '/spec/instances/0',
    state: { group: 'arn', id: { $find: 'instance', by, vpc }, port: 80 },
    policy,
    source: { file: 'a.yaml', line: 1, column: 1 },
  };
  return expand(wanted, inventory).map(({ state, notFound }) => notFound?.message ?? state.id);
}

const ours: Find = { $find: 'vpc', by: { name: 'ours' } };

it("finds instances in the target group's own VPC only, since AWS takes no others", () => {
  expect(found({ tags: { Role: 'web' } }, ours)).toEqual(['i-1']);
  expect(found({ name: 'web' }, 'vpc-2')).toEqual(['i-2']);
});

it('takes an instance that is named by its id as it is: AWS says what is wrong with it', () => {
  expect(found({ id: 'i-2' }, ours)).toEqual(['i-2']);
});

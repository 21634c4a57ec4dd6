import { expect, it } from 'vitest';
import { compare } from '../../../src/core/fields.ts';
import { loadBalancerType, type LoadBalancerState } from '../../../src/resources/load-balancer/type.ts';

const live: LoadBalancerState = { name: 'web', type: 'application' };

it.each([
  ['internet-facing', undefined, []],
  ['internal', undefined, ['/scheme']],
  ['internal', 'internal', []],
  ['internet-facing', 'internal', ['/scheme']],
] as const)('%s is asked for where an answer says %s', (wanted, answered, paths) => {
  const standing = answered === undefined ? live : { ...live, scheme: answered };
  const { differences } = compare(loadBalancerType.fields, { ...live, scheme: wanted }, standing, () => false);
  expect(differences.map(({ path }) => path)).toEqual(paths);
});

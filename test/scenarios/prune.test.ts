import { expect, it } from 'vitest';
import { census } from '../support/census.ts';
import { inWords, nothing } from '../support/controller.ts';
import { documentsOf, edited, folderOf } from '../support/folders.ts';
import { annotated, scenario, useLab } from './lab.ts';

const lab = useLab();
const documents = documentsOf(scenario);
const balancer = documents.filter(({ metadata }) => metadata.name === scenario);
const others = documents.filter(({ metadata }) => metadata.name !== scenario);

it('takes away what no manifest asks for any more, and what hangs on it', async () => {
  await lab.controller.converge(folderOf({ 'all.yaml': others }));
  const { elbv2, ec2 } = lab.simulator.world();
  expect([elbv2.loadBalancers.size, elbv2.listeners.size, elbv2.rules.size]).toEqual([0, 0, 0]);
  expect(elbv2.targetGroups.size).toBe(2);
  expect([...ec2.securityGroups.values()].map((group) => group.groupName)).toContain('content-routing-sg');
});

it('deletes nothing because a manifest stands in another file', async () => {
  const folder = folderOf({ 'a.yaml': others.slice(0, 1), 'b.yaml': balancer, 'c.yaml': others.slice(1) });
  expect(inWords((await lab.controller.look(folder)).plan)).toEqual([]);
});

it.each([
  ['is invalid', { 'all.yaml': others, 'broken.yaml': 'apiVersion: evenkeel.dev/v1\nkind: LoadBalancer\n' }],
  ['can’t even be read', { 'all.yaml': others, 'broken.yaml': 'a: [' }],
])('deletes nothing while a document %s', async (_, files) => {
  const before = await census(lab.account.sdk);
  const { plan, loaded } = await lab.controller.apply(folderOf(files));
  expect(loaded.problems).not.toEqual([]);
  expect(inWords(plan).filter((line) => line.startsWith('delete'))).toEqual([]);
  expect(inWords(plan)).toContain('blocked load-balancer/default/content-routing (prune-withheld)');
  expect(await census(lab.account.sdk)).toEqual(before);
});

it('deletes nothing for a folder that holds no manifest at all', async () => {
  const before = await census(lab.account.sdk);
  const { plan } = await lab.controller.apply(folderOf({}));
  expect(new Set(plan.changes.map((change) => change.blocked?.reason))).toEqual(new Set(['prune-withheld']));
  expect(await census(lab.account.sdk)).toEqual(before);
});

it.each(['DescribeTags', 'DescribeListeners', 'DescribeSecurityGroupRules', 'DescribeRules'])(
  'deletes nothing, and makes nothing twice, while %s is denied',
  async (action) => {
    const before = await census(lab.account.sdk);
    lab.simulator.faults.set([{ kind: 'access-denied', action }]);
    await lab.controller.apply(folderOf({ 'all.yaml': others }));
    await lab.controller.apply(edited(scenario, {}));
    lab.simulator.faults.clear();
    expect(await census(lab.account.sdk)).toEqual(before);
  },
);

it('forgets and leaves what is to be retained', async () => {
  await lab.controller.converge(edited(scenario, annotated('*', 'deletion', 'retain')));
  const { elbv2 } = lab.simulator.world();
  const tagsOf = (): string[] => [...elbv2.loadBalancers.values()].flatMap((one) => [...one.tags.keys()]);
  expect(tagsOf()).toContain('evenkeel.dev/owner');
  await lab.controller.converge(nothing);
  expect([elbv2.loadBalancers.size, elbv2.targetGroups.size]).toEqual([1, 2]);
  expect(tagsOf().sort()).toEqual(['Cost centre', 'Project']);
});

it('remembers that something is to be retained even where drift is only to be reported', async () => {
  const annotations = { 'evenkeel.dev/drift': 'warn' };
  await lab.controller.converge(edited(scenario, { '*#/metadata/annotations': annotations }));
  const retained = { ...annotations, 'evenkeel.dev/deletion': 'retain' };
  await lab.controller.converge(edited(scenario, { '*#/metadata/annotations': retained }));
  await lab.controller.converge(nothing);
  expect(lab.simulator.world().elbv2.loadBalancers.size).toBe(1);
});

it('never lifts a deletion protection that the manifest did not ask for', async () => {
  await lab.hand.setBalancerAttribute(scenario, 'deletion_protection.enabled', 'true');
  lab.simulator.journal.clear();
  const { ending, outcomes } = await lab.controller.run(nothing);
  expect(ending).toBe('failed');
  const failed = outcomes.filter((outcome) => outcome.status === 'failed');
  expect(failed.map(({ change }) => change.id)).toEqual(['load-balancer/default/content-routing']);
  expect(failed[0]?.error?.message).toContain('deletion protection is enabled');
  expect(new Set(lab.writes())).toEqual(new Set(['DeleteLoadBalancer']));
});

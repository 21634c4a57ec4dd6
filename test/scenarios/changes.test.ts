import { describe, expect, it } from 'vitest';
import { differences, inWords } from '../support/controller.ts';
import { documentsOf, edited, folderOf } from '../support/folders.ts';
import { scenario, useLab } from './lab.ts';

const lab = useLab();
const rules = `${scenario}#/spec/listeners/0/rules`;

/** Whether every one of these happened before every one of those. */
function before(actions: readonly string[], first: string, then: string): boolean {
  return actions.includes(first) && actions.includes(then) && actions.lastIndexOf(first) < actions.indexOf(then);
}

describe('rules', () => {
  it('change places in one call, so that no request meets a gap', async () => {
    const folder = edited(scenario, { [`${rules}/0/priority`]: 50, [`${rules}/4/priority`]: 10 });
    const { plan } = await lab.controller.look(folder);
    expect(inWords(plan)).toEqual([
      'update listener-rule/default/content-routing/80/api (spec)',
      'update listener-rule/default/content-routing/80/moved (spec)',
    ]);
    await lab.controller.converge(folder);
    expect(lab.writes().filter((action) => action !== 'AddTags')).toEqual(['SetRulePriorities']);
  });

  it('all move on by one place in one call', async () => {
    const moved = [20, 30, 40, 50, 60, 10].map((priority, index) => [`${rules}/${index}/priority`, priority]);
    await lab.controller.converge(edited(scenario, Object.fromEntries(moved)));
    expect(lab.writes().filter((action) => action !== 'AddTags')).toEqual(['SetRulePriorities']);
  });

  it('make room for a new one, and the one that is taken out goes last', async () => {
    const folder = edited(scenario, {
      [`${rules}/5`]: {
        name: 'new-first',
        priority: 10,
        conditions: [{ pathPattern: ['/new'] }],
        actions: [{ fixedResponse: { statusCode: '200' } }],
      },
      [`${rules}/0/priority`]: 60,
    });
    expect(await lab.controller.converge(folder)).toHaveLength(1);
    expect(lab.writes().filter((action) => action !== 'AddTags')).toEqual([
      'SetRulePriorities',
      'CreateRule',
      'DeleteRule',
    ]);
  });

  it('may be renamed, and stay the rules that they are', async () => {
    await lab.controller.converge(edited(scenario, { [`${rules}/0/name`]: 'interface' }));
    expect(new Set(lab.writes())).toEqual(new Set(['AddTags']));
  });
});

describe('what cannot be changed in place', () => {
  it('a target group is made anew, its users move over, and only then the one before it goes', async () => {
    const folder = edited(scenario, { 'api#/spec/port': 8080 });
    const { plan } = await lab.controller.look(folder);
    expect(inWords(plan).map((line) => line.replace(/i-[0-9a-f]+/, 'i-*'))).toEqual([
      'register target/default/api-instances/api/i-*:8080 (dependency)',
      'replace target-group/default/api (spec)',
      ...['api', 'api-host', 'beta-testers', 'second-version'].map(
        (rule) => `update listener-rule/default/content-routing/80/${rule} (dependency)`,
      ),
    ]);
    expect(await lab.controller.converge(folder)).toHaveLength(1);
    expect(before(lab.writes(), 'CreateTargetGroup', 'ModifyRule')).toBe(true);
    expect(before(lab.writes(), 'ModifyTargetGroupAttributes', 'ModifyRule')).toBe(true);
    expect(before(lab.writes(), 'ModifyRule', 'DeleteTargetGroup')).toBe(true);
    const groups = [...lab.simulator.world().elbv2.targetGroups.values()];
    expect(new Set(groups.map((group) => group.port))).toEqual(new Set([80, 8080]));
    expect(groups).toHaveLength(2);
  });

  it('goes back under the name that it was asked for when it is replaced a second time', async () => {
    await lab.controller.converge(edited(scenario, { 'api#/spec/port': 8080 }));
    await lab.controller.converge(edited(scenario, { 'api#/spec/port': 9090 }));
    const groups = [...lab.simulator.world().elbv2.targetGroups.values()];
    expect(groups.filter((group) => group.port === 9090).map((group) => group.name)).toEqual(['api']);
    expect(groups).toHaveLength(2);
  });

  it('a load balancer takes its target groups with it, since AWS lets a group serve no second one', async () => {
    const folder = edited(scenario, { [`${scenario}#/spec/scheme`]: 'internal' });
    const { plan } = await lab.controller.look(folder);
    expect(inWords(plan).filter((line) => line.startsWith('replace'))).toEqual([
      'replace load-balancer/default/content-routing (spec)',
      'replace target-group/default/api (dependency)',
      'replace target-group/default/pages (dependency)',
    ]);
    expect(plan.changes.filter((change) => change.impact === 'replacement')).toHaveLength(3);
    expect(await lab.controller.converge(folder)).toHaveLength(1);
    expect(before(lab.writes(), 'CreateRule', 'DeleteLoadBalancer')).toBe(true);
    const { elbv2 } = lab.simulator.world();
    expect([...elbv2.loadBalancers.values()].map((one) => one.scheme)).toEqual(['internal']);
    expect(elbv2.targetGroups.size).toBe(2);
  });

  it('a load balancer that is protected from deletion has no successor made that could never take its place', async () => {
    const guarded = { [`${scenario}#/spec/attributes/deletion_protection.enabled`]: true };
    await lab.controller.converge(edited(scenario, guarded));
    const folder = edited(scenario, { ...guarded, [`${scenario}#/spec/scheme`]: 'internal' });
    const { plan } = await lab.controller.apply(folder);
    expect(inWords(plan)).toEqual(['blocked load-balancer/default/content-routing (rejected)']);
    expect(lab.simulator.world().elbv2.loadBalancers.size).toBe(1);
  });

  it('a gateway load balancer says that it keeps its subnets before AWS does', async () => {
    const subnets = [{ name: 'Public subnet A' }, { name: 'Public subnet C' }];
    const gateway = { apiVersion: 'evenkeel.dev/v1', kind: 'LoadBalancer', metadata: { name: 'inspection' } };
    const spec = { type: 'gateway', vpc: { name: 'tour-vpc' }, subnets };
    const manifests = documentsOf(scenario);
    await lab.controller.converge(folderOf({ 'all.yaml': [...manifests, { ...gateway, spec }] }));
    const narrower = { ...gateway, spec: { ...spec, subnets: subnets.slice(1) } };
    const { plan } = await lab.controller.look(folderOf({ 'all.yaml': [...manifests, narrower] }));
    expect(inWords(plan)).toEqual(['blocked load-balancer/default/inspection (rejected)']);
  });

  it('a security group has all its rules before the load balancer moves behind it', async () => {
    const folder = edited(scenario, { 'content-routing-sg#/spec/description': 'Another description' });
    expect(await lab.controller.converge(folder)).toHaveLength(1);
    expect(before(lab.writes(), 'AuthorizeSecurityGroupIngress', 'SetSecurityGroups')).toBe(true);
    expect(before(lab.writes(), 'AuthorizeSecurityGroupEgress', 'SetSecurityGroups')).toBe(true);
    expect(before(lab.writes(), 'SetSecurityGroups', 'DeleteSecurityGroup')).toBe(true);
  });
});

describe('fields', () => {
  it('are reset to the default of AWS once they are no longer declared', async () => {
    const folder = edited(scenario, { [`${scenario}#/spec/attributes`]: undefined });
    expect(differences((await lab.controller.look(folder)).plan)).toEqual([
      '/spec/attributes/idle_timeout.timeout_seconds: "120" → "60"',
      '/spec/attributes/routing.http.drop_invalid_header_fields.enabled: "true" → "false"',
    ]);
    await lab.controller.converge(folder);
    expect(inWords((await lab.controller.look(folder)).plan)).toEqual([]);
  });

  it('that never were declared are left alone, and reported', async () => {
    await lab.hand.setBalancerAttribute(scenario, 'routing.http2.enabled', 'false');
    const { plan } = await lab.controller.look(edited(scenario, {}));
    expect(inWords(plan)).toEqual([]);
    expect(plan.changes.flatMap((change) => change.undeclared)).toEqual([
      { path: '/spec/attributes/routing.http2.enabled', live: 'false', default: 'true' },
    ]);
  });

  it('mean the same in whatever order a list is written that AWS keeps in none', async () => {
    const folder = edited(scenario, {
      [`${scenario}#/spec/subnets`]: [{ name: 'Public subnet C' }, { name: 'Public subnet A' }],
      [`${rules}/0/conditions`]: [{ httpRequestMethod: ['POST', 'GET', 'HEAD'] }, { pathPattern: ['/api/*'] }],
    });
    expect(inWords((await lab.controller.look(folder)).plan)).toEqual([]);
  });
});

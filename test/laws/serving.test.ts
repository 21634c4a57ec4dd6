import { array, assert, constantFrom, nat, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import type { Live, TargetHealth } from '../../src/core/resource.ts';
import { graphOf } from '../../src/daemon/http/graph/graph.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { noEvidence } from '../../src/diagnosis/evidence.ts';
import { factsOf } from '../../src/diagnosis/facts.ts';
import { getText } from '../../src/report/status/get-text.ts';
import { objectsOf, type ReportedObject } from '../../src/report/status/objects.ts';
import { manifestsOf } from '../kinds/manifests.ts';
import { web } from '../report/manifests.ts';
import { appliedBy, NOW, planOf, snapshotOf, wantedBy } from '../report/stage.ts';
import { cases } from '../support/cases.ts';

/** The health of a target as AWS answers it, and whether requests reach it. */
const states = [
  [{ state: 'healthy' }, true],
  [{ state: 'unavailable', reason: 'Target.HealthCheckDisabled' }, true],
  [{ state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' }, false],
  [{ state: 'unused', reason: 'Target.InvalidState', description: 'Target is in the stopped state' }, false],
  [{ state: 'initial', reason: 'Elb.RegistrationInProgress' }, false],
  [{ state: 'draining', reason: 'Target.DeregistrationInProgress' }, false],
] as const;

const targets = array(constantFrom(...states), { maxLength: 4 });
const worlds = record({
  web: targets,
  api: targets,
  weights: record({ api: nat({ max: 2 }), web: nat({ max: 2 }) }),
});

/** Read once: only what stands differs from one world to the next. */
const manifests = manifestsOf(web);
const wanted = wantedBy(web);
const applied = appliedBy(web);

type Targets = readonly (typeof states)[number][];

/** The folder as applied, but for the weights of the first rule and what is registered. */
function standing(registered: { web: Targets; api: Targets }, weights: { api: number; web: number }): Live[] {
  return applied.map((one): Live => {
    const name = /targetgroup\/(web|api)-tg/.exec(one.physical)?.[1] as 'web' | 'api' | undefined;
    if (one.type === 'target-group' && name !== undefined) {
      const list = registered[name].map(([health], index): TargetHealth => ({
        id: `10.0.0.${index}`,
        port: 80,
        ...health,
      }));
      return { ...one, status: { ready: true, text: `${list.length} registered`, targets: list } };
    }
    if (one.type !== 'listener-rule' || (one.state as { priority: number }).priority !== 10) return one;
    const weighed = (group: 'web' | 'api'): object => ({ targetGroup: arnOf(group), weight: weights[group] });
    const forward = { targetGroups: [weighed('api'), weighed('web')], stickiness: { enabled: false } };
    return { ...one, state: { ...one.state, actions: [{ forward }] } };
  });
}

function arnOf(name: string): string {
  return applied.find(({ type, name: own }) => type === 'target-group' && own === `${name}-tg`)!.physical;
}

function readyOf({ conditions }: ReportedObject): string {
  return conditions.find(({ type }) => type === 'Ready')!.status;
}

test('conditions, get, the page and diagnose never disagree about who serves', () => {
  assert(
    property(worlds, ({ web: pages, api, weights }) => {
      const scene = { wanted, live: standing({ web: pages, api }, weights) };
      const [plan, snapshot] = [planOf(scene), snapshotOf(scene)];
      const facts = factsOf({
        snapshot,
        wanted,
        changes: plan.changes,
        now: NOW,
        evidence: noEvidence,
      });
      const findings = diagnose(facts);
      const objects = objectsOf({
        manifests,
        invalid: [],
        problems: [],
        plan,
        snapshot,
        now: NOW,
        findings,
      });
      const serves = (some: Targets): boolean => some.some(([, comesThrough]) => comesThrough);
      const of = (name: string): ReportedObject => objects.find((one) => one.name === name)!;
      expect(readyOf(of('web-tg'))).toBe(serves(pages) ? 'True' : 'False');
      expect(readyOf(of('api-tg'))).toBe(serves(api) || weights.api === 0 ? 'True' : 'False');
      // One of the rules redirects, so that some way always leads somewhere.
      expect(readyOf(of('web-alb'))).toBe('True');

      const { nodes } = graphOf('default', { at: NOW, plan, snapshot, unseen: new Map() });
      const text = getText(objects, { now: NOW });
      for (const object of objects) {
        const { root, health, id, kind, name } = object;
        expect(text).toMatch(new RegExp(`${kind.toLowerCase()}/${name} +${readyOf(object)} `));
        if (root === undefined || kind === 'SecurityGroup') continue;
        expect(nodes.find((node) => node.id === root.physical)?.health).toBe(health);
        const isFound = findings.some(({ concerns }) => concerns.includes(id));
        if (health === 'unhealthy' || health === 'degraded') expect([id, isFound]).toEqual([id, true]);
        if (readyOf(object) === 'False') expect(['unhealthy', 'pending']).toContain(health);
        const reconciling = object.conditions.find(({ type }) => type === 'Reconciling')!;
        if (health === 'pending') expect(reconciling.status).toBe('True');
      }
    }),
    { numRuns: cases(300), seed: 9 },
  );
});

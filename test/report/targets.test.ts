import { expect, test } from 'vitest';
import type { Live, TargetHealth } from '../../src/core/resource.ts';
import { describeText } from '../../src/report/status/describe-text.ts';
import { driftText } from '../../src/report/drift/text.ts';
import { getText } from '../../src/report/status/get-text.ts';
import { objectsOf } from '../../src/report/status/objects.ts';
import { planMarkdown } from '../../src/report/plan/markdown.ts';
import { planText } from '../../src/report/plan/text.ts';
import { manifestsOf } from '../kinds/manifests.ts';
import { expectGolden } from './golden.ts';
import { appliedBy, NOW, planOf, snapshotOf, wantedBy, type Scene } from './stage.ts';

const group = `
apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata: { name: web-tg }
spec: { targetType: ip, protocol: HTTP, port: 8080, vpc: { name: VPC-Lab } }
`;
const listed = `${group}---
apiVersion: evenkeel.dev/v1
kind: Service
metadata: { name: web }
spec:
  targetGroups: [{ targetGroup: { ref: web-tg } }]
  ips: [{ ip: 10.0.1.5 }, { ip: 10.0.2.5 }]
`;

/** What stands once it was applied, with these registered. */
function standing(...targets: readonly TargetHealth[]): Live[] {
  const groups = appliedBy(listed).filter(({ type }) => type === 'target-group');
  const [{ physical }] = groups as [Live];
  return [
    ...groups.map((one) => ({ ...one, status: { ready: true, text: `${targets.length} healthy`, targets } })),
    ...targets.map((target): Live => {
      const { id, port, state } = target;
      return {
        type: 'target',
        physical: `${physical}/${id}:${port}`,
        parent: physical,
        state: { group: physical, id, port },
        tags: {},
        outputs: {},
        uses: [],
        status: { ready: true, text: state, targets: [target] },
      };
    }),
  ];
}

function at(id: string): TargetHealth {
  return { id, port: 8080, state: 'healthy' };
}

const wanted = wantedBy(listed);
const strangers = Array.from({ length: 30 }, (_, index) => at(`10.0.9.${index + 1}`));
const scenes: Readonly<Record<string, Scene>> = {
  'targets-tampered': { wanted, live: standing(at('10.0.1.5'), ...strangers) },
  'targets-unclaimed': {
    wanted: wantedBy(group),
    live: standing(at('10.0.1.5'), at('10.0.2.5')),
    withhold: 'the folder holds no manifest',
  },
  'targets-in-order': { wanted, live: standing(at('10.0.1.5'), at('10.0.2.5')) },
};

test.each(Object.keys(scenes))('%s', async (name) => {
  const scene = scenes[name]!;
  const plan = planOf(scene);
  const manifests = manifestsOf(scene.wanted === wanted ? listed : group);
  const snapshot = snapshotOf(scene);
  const objects = objectsOf({ manifests, invalid: [], problems: [], plan, snapshot, now: NOW });
  await expectGolden(`plan/${name}.txt`, planText(plan));
  await expectGolden(`plan/${name}.md`, planMarkdown(plan));
  await expectGolden(`drift/${name}.txt`, driftText(plan));
  const described = objects.map((object) => describeText(object, snapshot, { now: NOW }));
  await expectGolden(`get/${name}.txt`, [getText(objects, { now: NOW }), ...described].join('\n'));
});

test('of many that go for the same reason some are named, and the others counted', () => {
  const text = planText(planOf(scenes['targets-tampered']!));
  expect(text.match(/- deregister/g)).toHaveLength(10);
  expect(text).toContain('and 20 more like these');
  expect(text).toContain('Plan: 1 to register, 30 to deregister');
});

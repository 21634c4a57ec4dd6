import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { edited, type Edits, manifestsOf } from '../support/folders.ts';
import { openStream, type Stream } from './stream.ts';

const scenario = 'ecs-service';
const image = 'ecs-web#/spec/ecs/taskDefinition/containers/0/image';
const defaultActions = 'ecs-web-alb#/spec/listeners/0/defaultActions';
const [first, second] = ['my-task-definition:1', 'my-task-definition:2'];

let stream: Stream;

beforeEach(async () => {
  stream = await openStream({ fixture: scenario, loadBalancer: 'ecs-web-alb' });
});

/** The scenario with a second target group. */
function withGreen(edits: Edits): string {
  const folder = edited(scenario, edits);
  const spec = { targetType: 'ip', protocol: 'HTTP', port: 80, vpc: { name: 'demo-service-vpc' } };
  const manifest = { apiVersion: 'evenkeel.dev/v1', kind: 'TargetGroup', metadata: { name: 'green' }, spec };
  writeFileSync(join(folder, 'green.yaml'), JSON.stringify(manifest));
  return folder;
}

describe('no request to an ECS service fails', () => {
  it('while it rolls to a new image', async () => {
    const { controller } = stream;
    await controller.run(manifestsOf(scenario));
    const seen = await stream.during(() => controller.run(edited(scenario, { [image]: 'nginx:1.28' })));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect([seen.before, seen.between, seen.after]).toEqual([[first], [first, second], [second]]);
  });

  it('while another revision takes the traffic over from a group of its own', async () => {
    const { controller } = stream;
    const groups = ['ecs-web-tg', 'green'].map((ref, index) => ({ targetGroup: { ref }, weight: 100 - index * 100 }));
    const shifting = (name: string): string =>
      withGreen({
        [image]: name,
        [defaultActions]: [{ forward: { targetGroups: groups } }],
        'ecs-web#/spec/ecs/deployment': {
          strategy: 'BLUE_GREEN',
          bakeTimeMinutes: 1,
          alternateTargetGroup: { ref: 'green' },
          productionListenerRule: { loadBalancer: { ref: 'ecs-web-alb' }, listener: 80 },
          roleArn: 'arn:aws:iam::123456789012:role/ecs',
        },
      });
    await controller.run(shifting('nginx:1.27'));
    const seen = await stream.during(() => controller.run(shifting('nginx:1.28')));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect([seen.before, seen.between, seen.after]).toEqual([[first], [first, second], [second]]);
    // The tasks stand in the second group by now: its service goes back to the first one by rolling.
    const rolling = edited(scenario, { [image]: 'nginx:1.29' });
    const back = await stream.during(() => controller.run(rolling));
    expect([back.result.ending, back.failures]).toEqual(['converged', []]);
  });

  it('while new tasks never become healthy, which is reported as the failure that it is', async () => {
    const { controller, sick, world } = stream;
    await controller.run(manifestsOf(scenario));
    world.ecs.unhealthyImages.add('nginx:1.99');
    sick.add(second);
    const seen = await stream.during(() => controller.run(edited(scenario, { [image]: 'nginx:1.99' })));
    expect([seen.result.ending, seen.failures]).toEqual(['failed', []]);
    expect([seen.before, seen.between, seen.after]).toEqual([[first], [first], [first]]);
    expect(seen.result.failed.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^my-task-definition:2 failed, rolled back to my-task-definition:1: tasks failed to start/),
    ]);
  });

  it.each([
    { field: 'port', value: 8080 },
    { field: 'protocol', value: 'HTTPS' },
  ])('while another $field replaces its target group', async ({ field, value }) => {
    const { controller, world } = stream;
    await controller.run(manifestsOf(scenario));
    const [replaced] = world.elbv2.targetGroups.keys();
    const folder = edited(scenario, { [`ecs-web-tg#/spec/${field}`]: value });
    const seen = await stream.during(() => controller.run(folder));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect([seen.before, seen.after]).toEqual([[first], [first]]);
    const [standing, ...others] = world.elbv2.targetGroups.keys();
    expect([standing === replaced, others]).toEqual([false, []]);
    expect((await controller.look(folder)).plan.changes.filter(({ action }) => action !== 'noop')).toEqual([]);
  });

  it('while its image and its target group are others at once', async () => {
    const { controller } = stream;
    await controller.run(manifestsOf(scenario));
    const edits = { [image]: 'nginx:1.28', 'ecs-web-tg#/spec/port': 8080 };
    const seen = await stream.during(() => controller.run(edited(scenario, edits)));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect([seen.before, seen.between, seen.after]).toEqual([[first], [first, second], [second]]);
  });

  it('while it moves to another target group, and the listener with it', async () => {
    const { controller, world } = stream;
    await controller.run(withGreen({}));
    const moved = withGreen({
      'ecs-web#/spec/targetGroups/0/targetGroup/ref': 'green',
      [defaultActions]: [{ forward: { targetGroups: [{ targetGroup: { ref: 'green' } }] } }],
    });
    const seen = await stream.during(() => controller.run(moved));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    const filled = [...world.elbv2.targetGroups.values()].filter(({ targets }) => targets.size > 0);
    expect(filled.map(({ name }) => name)).toEqual(['green']);
  });
});

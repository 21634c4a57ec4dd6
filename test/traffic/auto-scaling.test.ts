import { beforeEach, describe, expect, it } from 'vitest';
import { addInstance } from '../../src/simulator/ec2/instances.ts';
import { edited, manifestsOf } from '../support/folders.ts';
import { openStream, type Stream } from './stream.ts';

const scenario = 'asg-web';
const group = 'web#/spec/autoScalingGroup';

let stream: Stream;

beforeEach(async () => {
  stream = await openStream({ fixture: 'vpc-lab', loadBalancer: 'Web-ALB' });
  await stream.controller.run(manifestsOf(scenario));
});

describe('no request to an Auto Scaling group fails', () => {
  it.each([
    { field: 'port', value: 8080, after: 'version 1:8080' },
    { field: 'protocol', value: 'HTTPS', after: 'version 1:80' },
  ])('while another $field replaces its target group', async ({ field, value, after }) => {
    const folder = edited(scenario, { [`web-tg#/spec/${field}`]: value });
    const seen = await stream.during(() => stream.controller.run(folder));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect([seen.before, seen.after]).toEqual([['version 1:80'], [after]]);
    expect(stream.world.elbv2.targetGroups.size).toBe(1);
    const [{ targetGroups } = { targetGroups: new Map() }] = stream.world.autoScaling.groups.values();
    expect([...targetGroups.values()]).toEqual(['attached']);
  });

  it('while its instances are replaced', async () => {
    const folder = edited(scenario, { [`${group}/launchTemplate/instanceType`]: 't3.micro' });
    const seen = await stream.during(() => stream.controller.run(folder));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect([seen.before, seen.between, seen.after]).toEqual([
      ['version 1:80'],
      ['version 1:80', 'version 2:80'],
      ['version 2:80'],
    ]);
  });

  it('while it shrinks', async () => {
    const sizes = ['minSize', 'maxSize', 'desiredCapacity'].map((size): [string, number] => [`${group}/${size}`, 1]);
    const seen = await stream.during(() => stream.controller.run(edited(scenario, Object.fromEntries(sizes))));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect(stream.world.elbv2.targetGroups.values().next().value?.targets.size).toBe(1);
  });

  it('while instances that stand already take its place', async () => {
    const subnet = [...stream.world.ec2.subnets.values()].find(({ tags }) => tags.get('Name') === 'Private subnet A');
    const tags = new Map([['Role', 'page']]);
    addInstance(stream.world, { subnetId: subnet?.subnetId ?? '', imageId: 'ami-0abc', tags });
    const spec = { targetGroups: [{ targetGroup: { ref: 'web-tg' } }], instances: [{ tags: { Role: 'page' } }] };
    const folder = edited(scenario, { 'web#/spec': spec });
    const seen = await stream.during(() => stream.controller.run(folder));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect(seen.before).not.toEqual(seen.after);
    expect(stream.world.autoScaling.groups.size).toBe(0);
  });
});

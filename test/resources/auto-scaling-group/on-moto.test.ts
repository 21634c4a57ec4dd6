import { beforeAll, describe, expect, it } from 'vitest';
import type { AutoScalingGroupState } from '../../../src/resources/auto-scaling-group/type.ts';
import type { LaunchTemplateState } from '../../../src/resources/launch-template/type.ts';
import { autoScalingGroup, launchTemplate, scalingPolicy } from '../../../src/resources/registry.ts';
import type { ScalingPolicyState } from '../../../src/resources/scaling-policy/type.ts';
import { openTestAws } from '../../aws/endpoint.ts';
import { motoIsMissing, startMoto } from '../../support/moto.ts';
import { rigFor } from '../rig.ts';

const template: LaunchTemplateState = {
  name: 'Web',
  description: 'web only',
  instanceType: 't2.micro',
  userData: '#!/bin/bash\necho "prêt"\n',
  instanceTags: { Name: 'Web Instance' },
  volumeTags: { Name: 'Web Instance' },
  tags: { team: 'web' },
};

/** What an independent reading of AWS's documents must agree with; moto neither keeps metrics nor refreshes instances. */
describe.skipIf(motoIsMissing !== undefined)('Auto Scaling on moto', () => {
  let url = '';
  let image = '';
  let subnets: string[] = [];

  beforeAll(async () => {
    const moto = await startMoto();
    url = moto.url;
    const { ec2 } = await openTestAws(url);
    const { Subnets = [] } = await ec2.describeSubnets({});
    subnets = Subnets.map((subnet) => subnet.SubnetId ?? '');
    const { Images = [] } = await ec2.describeImages({ Owners: ['amazon'] });
    image = Images[0]?.ImageId ?? '';
    return () => moto.stop();
  });

  it('a launch template is as it was asked for, and a change of it is a second version', async () => {
    const rig = await rigFor(launchTemplate, url);
    const wanted = { ...template, image };
    const live = await rig.create(wanted);
    expect(rig.differences(wanted, live)).toEqual([]);
    expect(live.outputs).toEqual({ id: live.physical, version: '1' });
    const changed = { ...wanted, userData: '#!/bin/bash\necho two\n', volumeTags: {} };
    expect(await rig.update(changed)).toEqual(['version']);
    const second = await rig.live();
    expect(rig.differences(changed, second)).toEqual([]);
    expect(second.outputs['version']).toBe('2');
    await launchTemplate.apply.remove(rig.context, live);
    await launchTemplate.apply.remove(rig.context, live);
    expect((await rig.observe()).live).toEqual([]);
  });

  it('a group and its policy are made, changed and deleted', async () => {
    const templates = await rigFor(launchTemplate, url);
    const { outputs } = await templates.create({ ...template, image });
    const rig = await rigFor(autoScalingGroup, url);
    const wanted: AutoScalingGroupState = {
      name: 'Web-ASG',
      launchTemplate: { id: outputs['id']!, version: outputs['version']! },
      subnets: [subnets[1]!, subnets[0]!],
      minSize: 2,
      maxSize: 4,
      initialCapacity: 2,
      healthCheckType: 'ELB',
      healthCheckGracePeriod: 300,
      terminationPolicies: ['Default'],
      scalingPolicies: ['cpu-30'],
      propagatedTags: { Name: 'ASG-Web-Instance' },
      tags: { team: 'web' },
    };
    const live = await rig.create(wanted);
    expect(rig.differences(wanted, live)).toEqual([]);
    expect(live.status).toEqual({ ready: true, text: '2/2 in service' });
    const policies = await rigFor(scalingPolicy, url, { parents: [live] });
    const policy: ScalingPolicyState = {
      group: 'Web-ASG',
      name: 'cpu-30',
      targetTracking: { predefinedMetric: 'ASGAverageCPUUtilization', targetValue: 30 },
    };
    expect(policies.differences(policy, await policies.create(policy))).toEqual([]);
    const changed = { ...wanted, minSize: 1, maxSize: 3, propagatedTags: {} };
    expect(await rig.update(changed)).toEqual(['group', 'propagatedTags']);
    expect(rig.differences(changed, await rig.live())).toEqual([]);
    await expect(autoScalingGroup.apply.remove(rig.context, live)).rejects.toMatchObject({ retry: 'soon' });
    await autoScalingGroup.apply.remove(rig.context, live);
    expect((await rig.observe()).live).toEqual([]);
  });
});

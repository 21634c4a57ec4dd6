import {
  CreateLaunchTemplateVersionCommand,
  DescribeLaunchTemplateVersionsCommand,
  type ResponseLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import type { LaunchTemplateState } from '../../../src/resources/launch-template/type.ts';
import { launchTemplate } from '../../../src/resources/registry.ts';
import { sdkOn } from '../../support/clients.ts';
import { startLab, type Lab } from '../lab.ts';
import { rigFor, type Rig } from '../rig.ts';

const IMAGE = 'ami-0123456789abcdef0';

function whole({ groups }: Lab): LaunchTemplateState {
  return {
    name: 'Web',
    description: 'web only',
    image: IMAGE,
    instanceType: 't3.micro',
    keyName: 'web',
    securityGroups: [groups.two, groups.one],
    iamInstanceProfile: { name: 'web' },
    userData: '#!/bin/bash\necho "prêt"\n',
    instanceTags: { Name: 'Web Instance', team: 'web' },
    volumeTags: { Name: 'Web Instance' },
    blockDeviceMappings: [
      { deviceName: '/dev/xvdb', virtualName: 'ephemeral0' },
      {
        deviceName: '/dev/xvda',
        ebs: { volumeSize: 20, volumeType: 'gp3', encrypted: true, deleteOnTermination: true },
      },
    ],
    metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
    monitoring: true,
    ebsOptimized: true,
    disableApiTermination: true,
    cpuCredits: 'standard',
    tags: { team: 'web' },
  };
}

async function start(): Promise<{ lab: Lab; rig: Rig<LaunchTemplateState> }> {
  const lab = await startLab();
  return { lab, rig: await rigFor(launchTemplate, lab.url) };
}

async function latest({ url }: Lab): Promise<ResponseLaunchTemplateData> {
  const { LaunchTemplateVersions = [] } = await sdkOn(url).ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: 'Web', Versions: ['$Latest'] }),
  );
  return LaunchTemplateVersions[0]?.LaunchTemplateData ?? {};
}

describe('a launch template on the simulator', () => {
  it('takes what a version leaves out for what is declared to be off', async () => {
    const { rig } = await start();
    const wanted: LaunchTemplateState = {
      name: 'Web',
      image: IMAGE,
      instanceType: 't3.micro',
      securityGroups: [],
      instanceTags: {},
      blockDeviceMappings: [],
      monitoring: false,
      ebsOptimized: false,
      disableApiTermination: false,
    };
    expect(rig.differences(wanted, await rig.create(wanted))).toEqual([]);
  });

  it('is as it was asked for, whatever AWS makes of order and encoding', async () => {
    const { lab, rig } = await start();
    const wanted = whole(lab);
    const live = await rig.create(wanted);
    expect(rig.differences(wanted, live)).toEqual([]);
    expect(live.state).not.toEqual(wanted);
    expect((await latest(lab)).UserData).toBe(Buffer.from(wanted.userData!).toString('base64'));
    expect(live.uses).toEqual([lab.groups.one, lab.groups.two].sort());
    expect(live.outputs).toEqual({ id: live.physical, version: '1' });
  });

  it('becomes one new version, whatever changed in it', async () => {
    const { lab, rig } = await start();
    await rig.create(whole(lab));
    const wanted: LaunchTemplateState = {
      ...whole(lab),
      instanceType: 't3.large',
      instanceTags: { Name: 'Web' },
      metadataOptions: { httpTokens: 'optional' },
    };
    expect(await rig.update(wanted)).toEqual(['version']);
    const live = await rig.live();
    expect(rig.differences(wanted, live)).toEqual([]);
    expect(live.outputs['version']).toBe('2');
    expect(live.state.instanceTags).toEqual({ Name: 'Web' });
    expect(live.state.metadataOptions).toEqual({ httpTokens: 'optional' });
  });

  it('keeps what nobody here knows of, and loses what is no longer declared', async () => {
    const { lab, rig } = await start();
    await rig.create(whole(lab));
    await sdkOn(lab.url).ec2.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateName: 'Web',
        SourceVersion: '1',
        LaunchTemplateData: { Placement: { Tenancy: 'dedicated' }, InstanceType: 't3.large' },
      }),
    );
    const { name, image, instanceType, tags } = whole(lab);
    const wanted = { name, image, instanceType, tags } as LaunchTemplateState;
    expect(rig.differences(wanted, await rig.live()).map(({ field }) => field)).toContain('instanceType');
    await rig.update(wanted);
    expect(rig.differences(wanted, await rig.live())).toEqual([]);
    const data = await latest(lab);
    expect(data.Placement).toEqual({ Tenancy: 'dedicated' });
    expect(data.InstanceType).toBe('t3.micro');
    for (const gone of ['UserData', 'KeyName', 'IamInstanceProfile', 'CreditSpecification', 'Monitoring'] as const)
      expect(data[gone]).toBeUndefined();
  });

  it('makes no twin of a version whose answer was lost', async () => {
    const { lab, rig } = await start();
    await rig.create(whole(lab));
    const wanted = { ...whole(lab), userData: '#!/bin/bash\n' };
    const live = await rig.live();
    const step = { live, wanted, differences: rig.differences(wanted, live) };
    const first = await launchTemplate.apply.update.version(rig.context, step);
    expect(await launchTemplate.apply.update.version(rig.context, step)).toEqual(first);
    expect((await rig.live()).outputs['version']).toBe('2');
  });

  it('costs two calls, however many templates others have', async () => {
    const { lab, rig } = await start();
    await rig.create(whole(lab));
    lab.simulator.journal.clear();
    await rig.observe();
    expect(lab.simulator.journal.counts()).toEqual({
      'ec2:DescribeLaunchTemplateVersions': 1,
      'ec2:DescribeLaunchTemplates': 1,
    });
  });
});

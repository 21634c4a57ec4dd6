import { CreateClusterCommand, ECSClient } from '@aws-sdk/client-ecs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EcsServiceState } from '../../../src/resources/ecs-service/type.ts';
import { ecsService, scalableTarget, serviceScalingPolicy, taskDefinition } from '../../../src/resources/registry.ts';
import { normalContent } from '../../../src/resources/task-definition/normal.ts';
import type { TaskDefinitionState } from '../../../src/resources/task-definition/type.ts';
import { openTestAws } from '../../aws/endpoint.ts';
import { REGION } from '../../support/clients.ts';
import { motoIsMissing, startMoto } from '../../support/moto.ts';
import { rigFor } from '../rig.ts';

/** What an independent reading of AWS's documents must agree with; what it drops of a service is left out. */
describe.skipIf(motoIsMissing !== undefined)('on moto', () => {
  let url = '';
  let subnets: string[] = [];
  let group = '';
  let securityGroup = '';

  beforeAll(async () => {
    const moto = await startMoto();
    url = moto.url;
    const { ec2, elbv2 } = await openTestAws(url);
    const { Subnets = [] } = await ec2.describeSubnets({});
    subnets = Subnets.map((subnet) => subnet.SubnetId ?? '');
    const groups = await ec2.describeSecurityGroups({ GroupNames: ['default'] });
    securityGroup = groups.SecurityGroups?.[0]?.GroupId ?? '';
    const made = await elbv2.createTargetGroup({
      Name: 'web',
      Protocol: 'HTTP',
      Port: 80,
      VpcId: Subnets[0]?.VpcId,
      TargetType: 'ip',
    });
    group = made.TargetGroups?.[0]?.TargetGroupArn ?? '';
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const ecs = new ECSClient({ endpoint: url, region: REGION, credentials });
    await ecs.send(new CreateClusterCommand({ clusterName: 'demo', tags: [{ key: 'team', value: 'web' }] }));
    return () => moto.stop();
  });

  it('a service is made of revisions, scaled, changed and deleted', async () => {
    const definitions = await rigFor(taskDefinition, url);
    const container = { name: 'web', image: 'nginx', portMappings: [{ containerPort: 80 }] };
    const content: TaskDefinitionState = {
      family: 'web',
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      requiresCompatibilities: ['FARGATE'],
      containers: normalContent({ networkMode: 'awsvpc' }, [container], []).containers,
    };
    await taskDefinition.apply.create(definitions.context, { wanted: content, tags: definitions.tagsFor(content) });
    const revision = (await definitions.observe(['web'])).live[0]!;
    expect(definitions.differences(content, revision)).toEqual([]);

    const services = await rigFor(ecsService, url);
    const wanted: EcsServiceState = {
      name: 'demo/web',
      cluster: `arn:aws:ecs:${REGION}:123456789012:cluster/demo`,
      taskDefinition: revision.physical,
      launchType: 'FARGATE',
      desiredCount: 2,
      network: { subnets: subnets.slice(0, 2), securityGroups: [securityGroup], assignPublicIp: true },
      loadBalancers: [{ targetGroup: group, containerName: 'web', containerPort: 80 }],
      tags: { team: 'web' },
    };
    const live = await services.create(wanted);
    expect(services.differences(wanted, live)).toEqual([]);
    expect(await services.update({ ...wanted, desiredCount: 3 })).toEqual(['service']);
    expect((await services.live()).state.desiredCount).toBe(3);

    const targets = await rigFor(scalableTarget, url, { parents: [live] });
    const bounds = { service: 'service/demo/web', min: 1, max: 4 };
    const target = await targets.create(bounds);
    expect(targets.differences(bounds, target)).toEqual([]);
    const policies = await rigFor(serviceScalingPolicy, url, { parents: [target] });
    const policy = {
      target: 'service/demo/web',
      name: 'cpu',
      targetTracking: { predefinedMetric: 'ECSServiceAverageCPUUtilization', targetValue: 50 },
    };
    expect(policies.differences(policy, await policies.create(policy))).toEqual([]);
    await serviceScalingPolicy.apply.remove(policies.context, await policies.live());
    await scalableTarget.apply.remove(targets.context, target);
    await taskDefinition.apply.remove(definitions.context, revision);
    await ecsService.apply.remove(services.context, live);
    await ecsService.apply.remove(services.context, live);
    expect((await services.observe()).live).toEqual([]);
    expect((await definitions.observe(['web'])).live).toEqual([]);
    expect((await targets.observe()).live).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Wanted } from '../../src/core/resource.ts';
import { desireAutoScalingGroup } from '../../src/kinds/service/auto-scaling-group/desire.ts';
import { manifestOf } from './manifests.ts';

const targetGroups = `apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata: { name: web-tg }
spec: { protocol: HTTP, port: 80, vpc: { name: VPC-Lab } }
`;

function desired(spec: string): Wanted[] {
  const text = `${targetGroups}---
apiVersion: evenkeel.dev/v1
kind: Service
metadata: { name: web }
spec:
${spec}`;
  return desireText(text);
}

function desireText(text: string): Wanted[] {
  const manifest = manifestOf('Service', text);
  return desireAutoScalingGroup(manifest, manifest.spec.autoScalingGroup!);
}

function stateOf(wanted: readonly Wanted[], type: string): object {
  return wanted.find((one) => one.type === type)?.state ?? {};
}

const least = `    launchTemplate: { image: { id: ami-0abc }, instanceType: t3.micro }
    subnets: [{ id: subnet-0a }]
    minSize: 1
    maxSize: 2
`;

describe('what a Service with an Auto Scaling group asks for', () => {
  it('is the template, the group that is pinned to its version, and the policies', () => {
    const folder = new URL('../../manifests/asg-web/', import.meta.url);
    const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
    const [template, group, policy, ...others] = desireText(
      ['security-groups', 'target-group', 'service'].map((name) => read(`${name}.yaml`)).join('---\n'),
    );
    const vpc = { $find: 'vpc', by: { name: 'VPC-Lab' } };
    expect(template).toMatchObject({
      id: 'launch-template/default/web',
      type: 'launch-template',
      key: '',
      state: {
        name: 'Web',
        description: 'web only',
        image: { $find: 'image', by: { name: 'Web Server v1' } },
        instanceType: 't2.micro',
        securityGroups: [{ $ref: 'security-group/default/asg-web-inst-sg', output: 'id' }],
        instanceTags: { Name: 'Web Instance' },
        volumeTags: { Name: 'Web Instance' },
      },
    });
    expect(group?.id).toBe('auto-scaling-group/default/web');
    expect(group?.state).toEqual({
      name: 'Web-ASG',
      launchTemplate: {
        id: { $ref: 'launch-template/default/web', output: 'id' },
        version: { $ref: 'launch-template/default/web', output: 'version' },
      },
      subnets: [
        { $find: 'subnet', by: { name: 'Private subnet A' }, vpc },
        { $find: 'subnet', by: { name: 'Private subnet C' }, vpc },
      ],
      targetGroups: [{ $ref: 'target-group/default/web-tg', output: 'arn' }],
      minSize: 2,
      maxSize: 4,
      initialCapacity: 2,
      healthCheckType: 'ELB',
      healthCheckGracePeriod: 300,
      metrics: ['all'],
      scalingPolicies: ['cpu-30'],
      instanceRefresh: { minHealthyPercentage: 90 },
      propagatedTags: { Name: 'ASG-Web-Instance' },
    });
    expect(policy).toMatchObject({
      id: 'scaling-policy/default/web/cpu-30',
      parent: 'auto-scaling-group/default/web',
      key: 'cpu-30',
      at: '/spec/autoScalingGroup/scalingPolicies/cpu-30',
      state: {
        group: { $ref: 'auto-scaling-group/default/web', output: 'name' },
        name: 'cpu-30',
        targetTracking: { predefinedMetric: 'ASGAverageCPUUtilization', targetValue: 30 },
      },
    });
    expect(others).toEqual([]);
  });

  it('says nothing of what the manifest leaves open', () => {
    const wanted = desired(`  autoScalingGroup:\n${least}`);
    expect(stateOf(wanted, 'launch-template')).toEqual({ name: 'web', image: 'ami-0abc', instanceType: 't3.micro' });
    expect(Object.keys(stateOf(wanted, 'auto-scaling-group')).sort()).toEqual([
      'launchTemplate',
      'maxSize',
      'minSize',
      'name',
      'subnets',
    ]);
  });

  it('holds the capacity where no policy decides', () => {
    const wanted = desired(`  autoScalingGroup:\n${least}    desiredCapacity: 2\n    scalingPolicies: []\n`);
    expect(stateOf(wanted, 'auto-scaling-group')).toMatchObject({ desiredCapacity: 2, scalingPolicies: [] });
  });

  it('refreshes only where that is asked for', () => {
    const wanted = desired(`  autoScalingGroup:\n${least}    instanceRefresh: { onTemplateChange: false }\n`);
    expect(stateOf(wanted, 'auto-scaling-group')).not.toHaveProperty('instanceRefresh');
  });

  it('counts requests in its one target group, and hands the tags of the Service on to nobody', () => {
    const wanted = desired(`  targetGroups: [{ targetGroup: { ref: web-tg } }]
  tags: { team: web }
  autoScalingGroup:
${least}    tags: { Name: web }
    scalingPolicies:
      - { name: requests, targetTracking: { predefinedMetric: ALBRequestCountPerTarget, targetValue: 1000 } }
`);
    expect(stateOf(wanted, 'scaling-policy')).toMatchObject({
      targetTracking: {
        resourceLabel: { targetGroup: { $ref: 'target-group/default/web-tg', output: 'arn' } },
      },
    });
    expect(stateOf(wanted, 'auto-scaling-group')).toMatchObject({
      tags: { team: 'web' },
      propagatedTags: { Name: 'web' },
    });
    expect(stateOf(wanted, 'launch-template')).toMatchObject({ tags: { team: 'web' } });
  });
});

import { RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import { CreateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeClustersCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
} from '@aws-sdk/client-ecs';
import { GetResourcesCommand, TagResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { describe, expect, test } from 'vitest';
import { open, refusal } from './support.ts';

const some = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `arn:aws:ec2:ap-northeast-2:123456789012:instance/i-${index}`);

describe('a call names as many as AWS allows', () => {
  test('of the tagging API', async () => {
    const { tagging } = await open();
    const tag = (count: number) =>
      refusal(tagging.send(new TagResourcesCommand({ ResourceARNList: some(count), Tags: { a: 'b' } })));
    expect(await tag(20)).toBe('no refusal');
    expect(await tag(21)).toContain('InvalidParameterException: ResourceARNList can have at most 20 items.');
    const get = (count: number) => refusal(tagging.send(new GetResourcesCommand({ ResourceARNList: some(count) })));
    expect(await get(100)).toBe('no refusal');
    expect(await get(101)).toContain('at most 100 items');
    const compliant = new GetResourcesCommand({ ExcludeCompliantResources: true });
    expect(await refusal(tagging.send(compliant))).toMatch(/^InvalidParameterException: ExcludeCompliantResources/);
  });

  test('of ECS', async () => {
    const { ecs } = await open();
    const clusters = (count: number) => refusal(ecs.send(new DescribeClustersCommand({ clusters: some(count) })));
    expect([await clusters(100), await clusters(101)]).toEqual([
      'no refusal',
      'InvalidParameterException: clusters can have at most 100 items.',
    ]);
    const deployments = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: some(21) });
    expect(await refusal(ecs.send(deployments))).toContain('at most 20 items');
    const revisions = new DescribeServiceRevisionsCommand({ serviceRevisionArns: some(21) });
    expect(await refusal(ecs.send(revisions))).toContain('at most 20 items');
  });
});

test('what is not there is no scalable target', async () => {
  const { applicationAutoScaling } = await open();
  const target = new RegisterScalableTargetCommand({
    ServiceNamespace: 'ecs',
    ResourceId: 'service/demo/web',
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: 1,
    MaxCapacity: 2,
  });
  expect(await refusal(applicationAutoScaling.send(target))).toMatch(/^ValidationException: ECS service doesn't exist/);
});

test('a group names its template once', async () => {
  const { autoScaling } = await open();
  const LaunchTemplate = { LaunchTemplateId: 'lt-1', LaunchTemplateName: 'web' };
  const group = { AutoScalingGroupName: 'web', MinSize: 1, MaxSize: 1, LaunchTemplate };
  expect(await refusal(autoScaling.send(new CreateAutoScalingGroupCommand(group)))).toMatch(
    /^ValidationError: Valid requests must contain either/,
  );
});

import {
  CreateCapacityProviderCommand,
  CreateClusterCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  ListClustersCommand,
  ListTagsForResourceCommand,
  PutClusterCapacityProvidersCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecs';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { expect, it } from 'vitest';
import { refusal } from '../support.ts';
import { breakGround } from './ground.ts';

it('is deleted only when nothing of it is left', async () => {
  const { ecs, create, clock } = await breakGround();
  await create();
  clock.advance(10_000);
  const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: ['demo', 'none'] }));
  expect(clusters).toMatchObject([{ status: 'ACTIVE', activeServicesCount: 1, runningTasksCount: 3 }]);
  const gone = new DeleteClusterCommand({ cluster: 'demo' });
  expect(await refusal(ecs.send(gone))).toContain('ClusterContainsServicesException');
  await ecs.send(new DeleteServiceCommand({ cluster: 'demo', service: 'web', force: true }));
  clock.advance(10_000);
  expect((await ecs.send(gone)).cluster?.status).toBe('INACTIVE');
  expect((await ecs.send(new ListClustersCommand({}))).clusterArns).toEqual([]);
  expect(await refusal(ecs.send(gone))).toBe('ClusterNotFoundException: Cluster not found.');
});

it('has the capacity that it was given, and Fargate wherever it is asked for', async () => {
  const { ecs } = await breakGround();
  const autoScalingGroupProvider = { autoScalingGroupArn: 'arn:aws:autoscaling:ap-northeast-2:123456789012:group' };
  await ecs.send(new CreateCapacityProviderCommand({ name: 'own', autoScalingGroupProvider }));
  const { capacityProviders } = await ecs.send(new DescribeCapacityProvidersCommand({}));
  expect(capacityProviders?.map(({ name }) => name)).toEqual(['FARGATE', 'FARGATE_SPOT', 'own']);
  const put = (capacityProvider: string) =>
    ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster: 'demo',
        capacityProviders: ['FARGATE', 'own'],
        defaultCapacityProviderStrategy: [{ capacityProvider, weight: 1 }],
      }),
    );
  expect((await put('own')).cluster?.defaultCapacityProviderStrategy).toEqual([
    { capacityProvider: 'own', weight: 1, base: 0 },
  ]);
  expect(await refusal(put('FARGATE_SPOT'))).toContain('is not associated with the cluster');
  const again = await ecs.send(new CreateClusterCommand({ clusterName: 'demo' }));
  expect(again.cluster?.capacityProviders).toEqual(['FARGATE', 'own']);
});

it('shows tags where they are asked for, and to the tagging API', async () => {
  const { ecs, create, tagging } = await breakGround();
  const resourceArn = (await create({ tags: [{ key: 'team', value: 'shop' }] })).service?.serviceArn;
  await ecs.send(new TagResourceCommand({ resourceArn, tags: [{ key: 'stage', value: 'live' }] }));
  const { ResourceTagMappingList } = await tagging.send(
    new GetResourcesCommand({ ResourceTypeFilters: ['ecs:service'] }),
  );
  expect(ResourceTagMappingList).toEqual([
    {
      ResourceARN: resourceArn,
      Tags: [
        { Key: 'team', Value: 'shop' },
        { Key: 'stage', Value: 'live' },
      ],
    },
  ]);
  await ecs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team'] }));
  const tagged = { tags: [{ key: 'stage', value: 'live' }] };
  expect(await ecs.send(new ListTagsForResourceCommand({ resourceArn }))).toMatchObject(tagged);
  const asked = { cluster: 'demo', services: ['web'] };
  expect((await ecs.send(new DescribeServicesCommand(asked))).services?.[0]?.tags).toBeUndefined();
  const withTags = await ecs.send(new DescribeServicesCommand({ ...asked, include: ['TAGS'] }));
  expect(withTags.services?.[0]?.tags).toEqual(tagged.tags);
});

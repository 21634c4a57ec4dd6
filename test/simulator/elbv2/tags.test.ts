import { describe, expect, it } from 'vitest';
import { taggables } from '../../../src/simulator/elbv2/find.ts';
import { addTags, describeTags, removeTags } from '../../../src/simulator/elbv2/tags.ts';
import { createTargetGroup } from '../../../src/simulator/elbv2/target-groups.ts';
import { breakGround, must, refusal } from './ground.ts';

describe('tags', () => {
  it('are set, replaced and removed on several resources at once', () => {
    const { call, targetGroup, loadBalancer, world } = breakGround();
    const ResourceArns = [targetGroup(), must(loadBalancer().LoadBalancerArn)];
    const described = () =>
      describeTags({ ResourceArns }, call).TagDescriptions?.map((description) => description.Tags);
    addTags({ ResourceArns, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }] }, call);
    addTags({ ResourceArns, Tags: [{ Key: 'a', Value: '2' }] }, call);
    const both = [
      { Key: 'b', Value: '' },
      { Key: 'a', Value: '2' },
    ];
    expect(described()).toEqual([both, both]);
    removeTags({ ResourceArns, TagKeys: ['a', 'unknown'] }, call);
    expect([...taggables(world)].map(({ tags }) => [...tags])).toEqual([[['b', '']], [['b', '']]]);
  });

  it('are described for twenty resources at most, all of which must be there', () => {
    const { call, targetGroup } = breakGround();
    const arns = Array.from({ length: 21 }, (_, index) => targetGroup(`pages-${index}`));
    expect(describeTags({ ResourceArns: arns.slice(1) }, call).TagDescriptions).toHaveLength(20);
    expect(() => describeTags({ ResourceArns: arns }, call)).toThrow(refusal('ValidationError'));
    const gone = must(arns[0]).replace('pages-0', 'gone');
    expect(() => describeTags({ ResourceArns: [gone] }, call)).toThrow(refusal('TargetGroupNotFound'));
    expect(() => describeTags({ ResourceArns: ['pages'] }, call)).toThrow(
      refusal('ValidationError', 'not a valid ARN'),
    );
  });

  it('are fifty at most, with unique keys that are not AWS’s own', () => {
    const { call, targetGroup, vpcId } = breakGround();
    const ResourceArns = [targetGroup()];
    const fifty = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
    addTags({ ResourceArns, Tags: fifty }, call);
    addTags({ ResourceArns, Tags: fifty.slice(0, 1) }, call);
    const more = (Tags: { Key: string; Value: string }[]) => () => addTags({ ResourceArns, Tags }, call);
    expect(more([{ Key: 'one-more', Value: '' }])).toThrow(refusal('TooManyTags'));
    expect(more([{ Key: 'aws:owner', Value: '' }])).toThrow(refusal('ValidationError', "'aws:' prefixed"));
    expect(more([{ Key: 'k1', Value: 'a;b' }])).toThrow(refusal('ValidationError', 'not allowed'));
    const twice = [{ Key: 'k1' }, { Key: 'k1' }];
    expect(() => createTargetGroup({ Name: 'x', Protocol: 'HTTP', Port: 80, VpcId: vpcId, Tags: twice }, call)).toThrow(
      refusal('DuplicateTagKeys'),
    );
  });
});

import {
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteTagsCommand,
  DescribeTagsCommand,
  type EC2Client,
  type ResourceType,
  type Tag,
} from '@aws-sdk/client-ec2';
import {
  GetResourcesCommand,
  GetTagKeysCommand,
  GetTagValuesCommand,
  TagResourcesCommand,
  UntagResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { describe, expect, test } from 'vitest';
import { open, refusal } from '../support.ts';

async function makeGroup(ec2: EC2Client, GroupName: string, Tags: Tag[]): Promise<{ id: string; arn: string }> {
  const TagSpecifications = [{ ResourceType: 'security-group' as const, Tags }];
  const made = await ec2.send(new CreateSecurityGroupCommand({ GroupName, Description: 'x', TagSpecifications }));
  return { id: made.GroupId ?? '', arn: made.SecurityGroupArn ?? '' };
}

async function tagsOf(ec2: EC2Client, id: string): Promise<string[]> {
  const { Tags = [] } = await ec2.send(new DescribeTagsCommand({ Filters: [{ Name: 'resource-id', Values: [id] }] }));
  return Tags.map((tag) => `${tag.ResourceType} ${tag.Key}=${tag.Value}`);
}

describe("EC2's own tags", () => {
  test('are given at creation, added, replaced and removed', async () => {
    const { ec2 } = await open();
    const { id } = await makeGroup(ec2, 'web', [{ Key: 'team', Value: 'web' }]);
    const Resources = [id];
    await ec2.send(
      new CreateTagsCommand({
        Resources,
        Tags: [
          { Key: 'team', Value: 'core' },
          { Key: 'Name', Value: '' },
        ],
      }),
    );
    expect(await tagsOf(ec2, id)).toEqual(['security-group team=core', 'security-group Name=']);
    await ec2.send(new DeleteTagsCommand({ Resources, Tags: [{ Key: 'team', Value: 'web' }] }));
    expect(await tagsOf(ec2, id)).toHaveLength(2);
    await ec2.send(new DeleteTagsCommand({ Resources, Tags: [{ Key: 'team' }] }));
    expect(await tagsOf(ec2, id)).toEqual(['security-group Name=']);
    await ec2.send(new DeleteTagsCommand({ Resources }));
    expect(await tagsOf(ec2, id)).toEqual([]);
  });

  test('are put on all the resources or on none', async () => {
    const { ec2 } = await open();
    const { id } = await makeGroup(ec2, 'web', []);
    const put = (Resources: string[], Tags: Tag[]): Promise<string> =>
      refusal(ec2.send(new CreateTagsCommand({ Resources, Tags })));
    const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
    expect(await put([id, 'sg-00000000'], [{ Key: 'a', Value: 'b' }])).toMatch(/^InvalidGroup.NotFound: /);
    expect(await put([id, 'web'], [{ Key: 'a', Value: 'b' }])).toBe("InvalidID: The ID 'web' is not valid");
    expect(await put([id], many)).toMatch(/^TagLimitExceeded: /);
    expect(
      await put(
        [id],
        [
          { Key: 'a', Value: 'b' },
          { Key: 'aws:x', Value: 'y' },
        ],
      ),
    ).toBe("InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use");
    expect(await tagsOf(ec2, id)).toEqual([]);
  });

  test('a specification for another kind of resource is refused', async () => {
    const { ec2 } = await open();
    const TagSpecifications = [{ ResourceType: 'subnet' as ResourceType, Tags: [{ Key: 'a', Value: 'b' }] }];
    expect(await refusal(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', TagSpecifications })))).toBe(
      "InvalidParameterValue: 'subnet' is not a valid taggable resource type for this operation.",
    );
  });
});

describe('the tagging API', () => {
  test('finds by tag and by type, page by page', async () => {
    const { ec2, tagging } = await open();
    const owner = { Key: 'owner', Value: 'me' };
    const one = await makeGroup(ec2, 'one', [owner]);
    const two = await makeGroup(ec2, 'two', [owner, { Key: 'Name', Value: 'two' }]);
    await makeGroup(ec2, 'three', [{ Key: 'owner', Value: 'you' }]);
    const find = async (input: object): Promise<(string | undefined)[] | undefined> =>
      (await tagging.send(new GetResourcesCommand(input))).ResourceTagMappingList?.map((item) => item.ResourceARN);
    const mine = [{ Key: 'owner', Values: ['me'] }];
    expect(await find({ TagFilters: mine })).toEqual([one.arn, two.arn]);
    expect(await find({ TagFilters: [{ Key: 'owner' }], ResourceTypeFilters: ['ec2:security-group'] })).toHaveLength(3);
    expect(await find({ TagFilters: mine, ResourceTypeFilters: ['ec2:subnet'] })).toEqual([]);
    expect(await find({ ResourceARNList: [two.arn] })).toEqual([two.arn]);
    expect((await tagging.send(new GetTagKeysCommand({}))).TagKeys).toEqual(['Name', 'owner']);
    expect((await tagging.send(new GetTagValuesCommand({ Key: 'owner' }))).TagValues).toEqual(['me', 'you']);
    const first = await tagging.send(new GetResourcesCommand({ TagFilters: mine, ResourcesPerPage: 1 }));
    expect(await find({ TagFilters: mine, ResourcesPerPage: 1, PaginationToken: first.PaginationToken })).toEqual([
      two.arn,
    ]);
    expect(
      await refusal(tagging.send(new GetResourcesCommand({ ResourceARNList: [one.arn], TagFilters: mine }))),
    ).toMatch(/^InvalidParameterException: /);
  });

  test('tags what it can and names what it cannot', async () => {
    const { ec2, tagging } = await open();
    const { id, arn } = await makeGroup(ec2, 'web', []);
    const gone = arn.replace(id, 'sg-0');
    const { FailedResourcesMap } = await tagging.send(
      new TagResourcesCommand({ ResourceARNList: [arn, gone], Tags: { a: 'b' } }),
    );
    expect(FailedResourcesMap).toEqual({
      [gone]: {
        StatusCode: 400,
        ErrorCode: 'InvalidParameterException',
        ErrorMessage: `No resource ${gone} was found`,
      },
    });
    expect(await tagsOf(ec2, id)).toEqual(['security-group a=b']);
    await tagging.send(new UntagResourcesCommand({ ResourceARNList: [arn], TagKeys: ['a'] }));
    expect(await tagsOf(ec2, id)).toEqual([]);
  });
});

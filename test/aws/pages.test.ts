import { describe, expect, it } from 'vitest';
import { allPages, chunks } from '../../src/aws/pages.ts';
import { ec2Result, openTestAws, result, startEndpoint } from './endpoint.ts';

function groups(name: string, next?: string): string {
  const marker = next === undefined ? '' : `<NextMarker>${next}</NextMarker>`;
  return `<TargetGroups><member><TargetGroupName>${name}</TargetGroupName></member></TargetGroups>${marker}`;
}

describe('a list in pages', () => {
  it('is read to its end, with the same question for every page', async () => {
    const endpoint = await startEndpoint(result(groups('a', '1')), result(groups('b', '2')), result(groups('c')));
    const { elbv2 } = await openTestAws(endpoint.url);
    const all = await allPages(elbv2.describeTargetGroups, { PageSize: 400 }, (page) => page.TargetGroups, {
      tokenIn: 'Marker',
    });
    expect(all.map((group) => group.TargetGroupName)).toEqual(['a', 'b', 'c']);
    expect(endpoint.requests.map(({ form }) => [form.get('PageSize'), form.get('Marker')])).toEqual([
      ['400', null],
      ['400', '1'],
      ['400', '2'],
    ]);
  });

  it('of EC2 goes by its own tokens', async () => {
    const endpoint = await startEndpoint(
      ec2Result('<vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet><nextToken>t</nextToken>'),
      ec2Result('<vpcSet><item><vpcId>vpc-2</vpcId></item></vpcSet><nextToken/>'),
    );
    const { ec2 } = await openTestAws(endpoint.url);
    const all = await allPages(ec2.describeVpcs, {}, (page) => page.Vpcs, { tokenIn: 'NextToken' });
    expect(all.map((vpc) => vpc.VpcId)).toEqual(['vpc-1', 'vpc-2']);
    expect(endpoint.requests[1]?.form.get('NextToken')).toBe('t');
  });

  it('that comes round to a token it gave before is an error, not an endless loop', async () => {
    const endpoint = await startEndpoint(result(groups('a', '1')), result(groups('b', '2')), result(groups('c', '1')));
    const { elbv2 } = await openTestAws(endpoint.url);
    const reading = allPages(elbv2.describeTargetGroups, {}, (page) => page.TargetGroups, { tokenIn: 'Marker' });
    await expect(reading).rejects.toMatchObject({ code: 'unavailable' });
    expect(endpoint.requests).toHaveLength(3);
  });
});

describe('chunks', () => {
  it('cut a list without losing or reordering anything', () => {
    expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(chunks([1, 2], 2)).toEqual([[1, 2]]);
    expect(chunks([], 2)).toEqual([]);
  });
});

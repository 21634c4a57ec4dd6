import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { policyFile, renderIamPolicy } from '../../scripts/iam-policy.ts';

interface Policy {
  readonly Statement: readonly { readonly Sid: string; readonly Action: readonly string[] }[];
}

function actionsOf(sid: string): readonly string[] {
  const { Statement } = JSON.parse(renderIamPolicy()) as Policy;
  return Statement.find(({ Sid }) => Sid === sid)?.Action ?? [];
}

describe('the IAM policy', () => {
  it('in docs/ is the one that the operations make; otherwise run `npx tsx scripts/iam-policy.ts`', async () => {
    expect(await readFile(policyFile, 'utf8')).toBe(renderIamPolicy());
  });

  it('keeps reading and writing apart', () => {
    const reading = /:(?:Describe|Get|List|Lookup)/;
    expect(actionsOf('Read')).toEqual(
      expect.arrayContaining(['elasticloadbalancing:DescribeRules', 'sts:GetCallerIdentity']),
    );
    expect(actionsOf('Write')).toEqual(
      expect.arrayContaining(['elasticloadbalancing:SetRulePriorities', 'ec2:CreateTags']),
    );
    expect(actionsOf('Read').filter((action) => !reading.test(action))).toEqual([]);
    expect(actionsOf('Write').filter((action) => reading.test(action))).toEqual([]);
  });
});

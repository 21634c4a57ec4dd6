import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CALL, callSources, reports } from '../../src/aws/events/understand.ts';

interface Pattern {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
}

interface Found {
  readonly pattern: Pattern;
  /** What may send to the queue, and on what condition. */
  readonly policy: Readonly<Record<string, unknown>>;
  readonly target: unknown;
}

function fileNamed(name: string): string {
  return readFileSync(new URL(`../../docs/deploy/${name}`, import.meta.url), 'utf8');
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>>;
}

function ofCloudFormation(): Found {
  const { Resources } = parse(fileNamed('events.cloudformation.yaml')) as Template;
  const { Rule, QueuePolicy } = Resources;
  const [statement] = (QueuePolicy!.Properties['PolicyDocument'] as { Statement: Found['policy'][] }).Statement;
  const [target] = Rule!.Properties['Targets'] as { Arn: unknown }[];
  return { pattern: Rule!.Properties['EventPattern'] as Pattern, policy: statement!, target: target!.Arn };
}

/** As much of HCL as the file has: resources with attributes, and `jsonencode` of literals and references. */
function ofTerraform(): Found {
  const text = fileNamed('events.tf').replaceAll(/^\s*#.*$/gm, '');
  const blockOf = (type: string): string =>
    new RegExp(`^resource "${type}" "evenkeel_events" \\{\\n([^]*?)^\\}`, 'm').exec(text)?.[1] ?? '';
  const encodedIn = (block: string): unknown => {
    const literal = /jsonencode\(([^]*?)\)\n/.exec(block)?.[1] ?? '';
    const json = literal
      .replaceAll(/\baws_\w+\.\w+\.\w+/g, (reference) => JSON.stringify(reference))
      .replaceAll(/" *= /g, '": ')
      .replaceAll(/([\]}"])\n(\s*")/g, '$1,\n$2')
      .replaceAll(/,(\s*[\]}])/g, '$1');
    return JSON.parse(json);
  };
  const { Statement } = encodedIn(blockOf('aws_sqs_queue_policy')) as { Statement: Found['policy'][] };
  return {
    pattern: encodedIn(blockOf('aws_cloudwatch_event_rule')) as Pattern,
    policy: Statement[0]!,
    target: /^\s*arn\s*= (\S+)/m.exec(blockOf('aws_cloudwatch_event_target'))?.[1],
  };
}

const queue = { cloudFormation: { 'Fn::GetAtt': ['Queue', 'Arn'] }, terraform: 'aws_sqs_queue.evenkeel_events.arn' };
const rule = {
  cloudFormation: { 'Fn::GetAtt': ['Rule', 'Arn'] },
  terraform: 'aws_cloudwatch_event_rule.evenkeel_events.arn',
};

describe.each([
  ['CloudFormation', ofCloudFormation, queue.cloudFormation, rule.cloudFormation],
  ['Terraform', ofTerraform, queue.terraform, rule.terraform],
] as const)('what %s makes', (_, read, queueArn, ruleArn) => {
  test('lets through what is understood, and nothing else', () => {
    const { pattern } = read();
    expect(pattern.source.toSorted()).toEqual(callSources.toSorted());
    expect(pattern['detail-type'].toSorted()).toEqual([CALL, ...Object.keys(reports)].toSorted());
  });

  test('sends to the queue, where the rule alone may send', () => {
    const { policy, target } = read();
    expect(target).toEqual(queueArn);
    expect(policy).toMatchObject({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
    });
  });
});

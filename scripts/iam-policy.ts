import { writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { iamAction, kindOf, services, type CallKind, type Service } from '../src/aws/operations.ts';

/** Where the generated policy is kept. */
export const policyFile = new URL('../docs/iam-policy.json', import.meta.url);

/** The least that evenkeel needs, from the operations that its ports offer. */
export function renderIamPolicy(): string {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Read', Effect: 'Allow', Action: actions('read'), Resource: '*' },
      { Sid: 'Write', Effect: 'Allow', Action: actions('write'), Resource: '*' },
      {
        // The first load balancer of an account makes AWS create this role in the caller's name.
        Sid: 'ServiceLinkedRole',
        Effect: 'Allow',
        Action: 'iam:CreateServiceLinkedRole',
        Resource: '*',
        Condition: { StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } },
      },
    ],
  };
  return `${JSON.stringify(policy, undefined, 2)}\n`;
}

function actions(kind: CallKind): string[] {
  return (Object.keys(services) as Service[])
    .flatMap((service) =>
      services[service].operations
        .filter((operation) => kindOf(operation) === kind)
        .map((operation) => iamAction(service, operation)),
    )
    .sort();
}

if (argv[1] === fileURLToPath(import.meta.url)) await writeFile(policyFile, renderIamPolicy());

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
      { Sid: 'Events', Effect: 'Allow', Action: ofEvents(), Resource: '*' },
      {
        // The first of its sort in an account makes AWS create such a role in the caller's name.
        Sid: 'ServiceLinkedRole',
        Effect: 'Allow',
        Action: 'iam:CreateServiceLinkedRole',
        Resource: '*',
        Condition: {
          StringEquals: {
            'iam:AWSServiceName': [
              'elasticloadbalancing.amazonaws.com',
              'autoscaling.amazonaws.com',
              'ecs.amazonaws.com',
              'ecs.application-autoscaling.amazonaws.com',
            ],
          },
        },
      },
      {
        // The roles that tasks and instances run with, and that ECS shifts traffic with, are handed to AWS by their names.
        Sid: 'PassRole',
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: {
          StringEquals: {
            'iam:PassedToService': ['ecs-tasks.amazonaws.com', 'ecs.amazonaws.com', 'ec2.amazonaws.com'],
          },
        },
      },
      {
        // Auto Scaling tries the launch template in the caller's name before it takes it.
        Sid: 'LaunchFromTemplate',
        Effect: 'Allow',
        Action: 'ec2:RunInstances',
        Resource: '*',
        Condition: { Bool: { 'ec2:IsLaunchTemplateResource': 'true' } },
      },
    ],
  };
  return `${JSON.stringify(policy, undefined, 2)}\n`;
}

/** What is received from a queue of events, and deleted there: batches are granted as what they are batches of. */
function ofEvents(): string[] {
  return services.sqs.operations.map((operation) => iamAction('sqs', operation).replace(/Batch$/, '')).sort();
}

/** S3 is granted apart, for the one object that holds a lease: see docs/iam.md. */
function actions(kind: CallKind): string[] {
  return (Object.keys(services) as Service[])
    .filter((service) => service !== 's3' && service !== 'sqs')
    .flatMap((service) =>
      services[service].operations
        .filter((operation) => kindOf(operation) === kind)
        .map((operation) => iamAction(service, operation)),
    )
    .sort();
}

if (argv[1] === fileURLToPath(import.meta.url)) await writeFile(policyFile, renderIamPolicy());

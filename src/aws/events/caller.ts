import type { Caller } from '../../core/author.ts';
import { membersOf, textOf, type Members } from './hint.ts';

/** Who made the call that a CloudTrail record is about; nothing where the record does not say. */
export function callerIn(record: Members): Caller | undefined {
  const identity = identityIn(membersOf(record['userIdentity']));
  if (identity === undefined) return undefined;
  const address = addressIn(textOf(record['sourceIPAddress']));
  const tool = toolIn(textOf(record['userAgent']));
  return {
    ...identity,
    ...(address === undefined ? {} : { address }),
    ...(tool === undefined ? {} : { tool }),
  };
}

type Identity = Pick<Caller, 'who' | 'kind' | 'session'>;

function identityIn(identity: Members): Identity | undefined {
  const arn = textOf(identity['arn']);
  const issuer = membersOf(membersOf(identity['sessionContext'])['sessionIssuer']);
  const userName = textOf(identity['userName']);
  switch (identity['type']) {
    case 'Root':
      return { kind: 'root', who: 'root' };
    case 'AssumedRole':
    case 'Role':
      return roleOf(arn, textOf(issuer['userName']));
    case 'FederatedUser':
      return userOf(lastOf(arn) ?? textOf(issuer['userName']));
    case 'IdentityCenterUser':
      return userOf(userName ?? textOf(membersOf(identity['onBehalfOf'])['userId']));
    case 'AWSService':
      return serviceOf(textOf(identity['invokedBy']));
    case 'AWSAccount':
      return accountOf(textOf(identity['accountId']));
    default:
      return userOf(userName ?? lastOf(arn)) ?? serviceOf(textOf(identity['invokedBy']));
  }
}

/** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
function roleOf(arn: string | undefined, issuer: string | undefined): Identity | undefined {
  const [, ofArn, session] = /:assumed-role\/([^/]+)\/(.+)$/.exec(arn ?? '') ?? [];
  const who = issuer ?? ofArn ?? lastOf(arn);
  if (who === undefined) return undefined;
  return { kind: 'role', who, ...(session === undefined ? {} : { session }) };
}

function userOf(who: string | undefined): Identity | undefined {
  return who === undefined ? undefined : { kind: 'user', who };
}

function serviceOf(who: string | undefined): Identity | undefined {
  return who === undefined ? undefined : { kind: 'service', who };
}

function accountOf(who: string | undefined): Identity | undefined {
  return who === undefined ? undefined : { kind: 'account', who };
}

function lastOf(arn: string | undefined): string | undefined {
  return arn?.split('/').at(-1);
}

/** An address, or the name of the service that called on somebody's behalf. */
function addressIn(text: string | undefined): string | undefined {
  return text !== undefined && /^[\w.:-]+$/.test(text) ? text : undefined;
}

/** What a user agent says of the tool, the most specific first: the tools of this field name the SDK that they use as well. */
const tools: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\s/])evenkeel(?:[\s/]|$)/, 'evenkeel'],
  [/Terraform/i, 'Terraform'],
  [/OpenTofu/i, 'OpenTofu'],
  [/Pulumi/i, 'Pulumi'],
  [/elbv2\.k8s\.aws/, 'AWS Load Balancer Controller'],
  [/cloudformation\.amazonaws\.com/, 'CloudFormation'],
  [/aws-cdk/i, 'AWS CDK'],
  [/Ansible/i, 'Ansible'],
  [/^aws-cli\//, 'AWS CLI'],
  [/console|^AWS Internal|^Mozilla\//i, 'the AWS console'],
  [/^Boto3\/|^Botocore\//i, 'Boto3'],
  [/^aws-sdk-go/, 'the AWS SDK for Go'],
  [/^aws-sdk-(?:js|nodejs)/, 'the AWS SDK for JavaScript'],
  [/^aws-sdk-java/, 'the AWS SDK for Java'],
  [/^aws-sdk-(?:dotnet|net)/, 'the AWS SDK for .NET'],
  [/^aws-sdk-rust/, 'the AWS SDK for Rust'],
];

function toolIn(userAgent: string | undefined): string | undefined {
  if (userAgent === undefined) return undefined;
  const known = tools.find(([pattern]) => pattern.test(userAgent));
  return known === undefined ? /^[\w.-]{1,64}/.exec(userAgent)?.[0] : known[1];
}

import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { meaningOf, type Refusal } from '../../src/aws/meanings.ts';

interface Modelled {
  readonly awsQueryError: readonly [awsCode: string, status: number];
}

/** The errors of ELBv2 as the SDK's own model has them. */
const modelled: readonly Modelled[] = Object.entries(elbv2 as Record<string, unknown>)
  .filter(([name]) => /(?:Exception|Fault)\$$/.test(name))
  .flatMap(([, schema]) => Object.values(schema as object) as unknown[])
  .filter((trait): trait is Modelled => typeof trait === 'object' && trait !== null && 'awsQueryError' in trait)
  .sort((a, b) => a.awsQueryError[0].localeCompare(b.awsQueryError[0]));

/** EC2 models none of its errors; these are what its documentation names for the calls that we make. */
const ec2Codes = [
  'AuthFailure',
  'DependencyViolation',
  'IncorrectState',
  'InternalError',
  'InvalidGroup.Duplicate',
  'InvalidGroup.InUse',
  'InvalidGroup.NotFound',
  'InvalidGroupId.Malformed',
  'InvalidParameterValue',
  'InvalidPermission.Duplicate',
  'InvalidPermission.Malformed',
  'InvalidPermission.NotFound',
  'InvalidSecurityGroupID.NotFound',
  'InvalidSecurityGroupRuleId.NotFound',
  'InvalidSubnetID.NotFound',
  'InvalidVpcID.NotFound',
  'RequestLimitExceeded',
  'RulesPerSecurityGroupLimitExceeded',
  'SecurityGroupLimitExceeded',
  'TagLimitExceeded',
  'UnauthorizedOperation',
  'Unavailable',
];

const commonCodes = [
  'AccessDenied',
  'ExpiredToken',
  'InvalidAction',
  'InvalidClientTokenId',
  'OptInRequired',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'Throttling',
  'ThrottlingException',
  'ValidationError',
];

function row(refusal: Pick<Refusal, 'service' | 'operation' | 'awsCode'> & Partial<Refusal>): string {
  const { code, retry, remedy } = meaningOf({ message: '', status: 400, ...refusal });
  return [refusal.awsCode.padEnd(40), code.padEnd(13), retry.padEnd(7), remedy ?? ''].join(' ').trimEnd();
}

describe('what AWS means', () => {
  it('is as the golden table says, for every error that these services have', async () => {
    const table = [
      '# ELBv2',
      ...modelled.map(({ awsQueryError: [awsCode, status] }) =>
        row({ service: 'elbv2', operation: 'createListener', awsCode, status }),
      ),
      '',
      '# EC2',
      ...ec2Codes.map((awsCode) =>
        row({
          service: 'ec2',
          operation: 'createSecurityGroup',
          awsCode,
          status: /^(?:InternalError|Unavailable)$/.test(awsCode) ? 500 : 400,
        }),
      ),
      '',
      '# common',
      ...commonCodes.map((awsCode) => row({ service: 'elbv2', operation: 'createRule', awsCode })),
      '',
    ].join('\n');
    expect(modelled.length).toBeGreaterThan(50);
    await expect(table).toMatchFileSnapshot('meanings.golden.txt');
  });

  it('tells deletion protection from other things that are not permitted', () => {
    const refused = {
      service: 'elbv2',
      operation: 'deleteLoadBalancer',
      awsCode: 'OperationNotPermitted',
      status: 400,
    } as const;
    expect(
      meaningOf({
        ...refused,
        message: "Load balancer 'arn:x' cannot be deleted because deletion protection is enabled",
      }),
    ).toEqual({
      code: 'aws-rejected',
      retry: 'never',
      remedy: 'set attributes deletion_protection.enabled: false in the manifest and apply that first',
    });
    expect(meaningOf({ ...refused, message: 'not permitted' })).toEqual({ code: 'aws-rejected', retry: 'never' });
  });

  it.each([
    ['describeTaskDefinition', 'ClientException', 'Unable to describe task definition.', 'not-found', 'replan'],
    [
      'deregisterTaskDefinition',
      'ClientException',
      'The specified task definition is malformed.',
      'aws-rejected',
      'never',
    ],
    ['updateService', 'ServiceNotActiveException', 'Service was not ACTIVE.', 'not-found', 'replan'],
    ['updateService', 'ServiceNotFoundException', 'Service not found.', 'not-found', 'replan'],
    ['createService', 'ClusterNotFoundException', 'Cluster not found.', 'not-found', 'replan'],
    [
      'createService',
      'InvalidParameterException',
      'The target group with targetGroupArn arn:x does not have an associated load balancer.',
      'not-ready',
      'soon',
    ],
    ['createService', 'InvalidParameterException', 'Unable to assume role and validate it.', 'not-ready', 'soon'],
    ['createService', 'InvalidParameterException', 'Creation of service was not idempotent.', 'exists', 'replan'],
    [
      'createService',
      'InvalidParameterException',
      'Unable to Start a service that is still Draining.',
      'in-use',
      'soon',
    ],
    [
      'deleteService',
      'InvalidParameterException',
      'The service cannot be stopped while deployments are active.',
      'in-use',
      'soon',
    ],
    ['createService', 'InvalidParameterException', 'Tag keys must not begin with aws:', 'aws-rejected', 'never'],
  ])('of ECS, whose codes say little: %s %s "%s"', (operation, awsCode, message, code, retry) => {
    expect(meaningOf({ service: 'ecs', operation, awsCode, message, status: 400 })).toMatchObject({ code, retry });
  });

  it('is unavailable for an unknown code with a status of 500 or more, throttled for 429', () => {
    const refused = { service: 'ec2', operation: 'describeVpcs', awsCode: 'Novel', message: '' } as const;
    expect(meaningOf({ ...refused, status: 503 }).code).toBe('unavailable');
    expect(meaningOf({ ...refused, status: 429 }).code).toBe('throttled');
    expect(meaningOf({ ...refused, status: 400 })).toEqual({ code: 'aws-rejected', retry: 'never' });
  });
});

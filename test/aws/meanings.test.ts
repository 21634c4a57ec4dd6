import * as applicationAutoScaling from '@aws-sdk/client-application-auto-scaling';
import * as autoScaling from '@aws-sdk/client-auto-scaling';
import * as acm from '@aws-sdk/client-acm';
import * as cloudTrail from '@aws-sdk/client-cloudtrail';
import * as ecs from '@aws-sdk/client-ecs';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import * as s3 from '@aws-sdk/client-s3';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isMeant, meaningOf } from '../../src/aws/meanings.ts';
import type { Refusal } from '../../src/aws/meaning-rows.ts';
import { actionName, kindOf, services, type Service } from '../../src/aws/operations.ts';

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

  it('distinguishes deletion protection from other things that are not permitted', () => {
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

/** EC2 declares no errors at all; those that it documents are in the golden table. */
const clients: Readonly<Record<Exclude<Service, 'ec2'>, readonly [name: string, module: object]>> = {
  elbv2: ['elastic-load-balancing-v2', elbv2],
  ecs: ['ecs', ecs],
  autoScaling: ['auto-scaling', autoScaling],
  applicationAutoScaling: ['application-auto-scaling', applicationAutoScaling],
  acm: ['acm', acm],
  tagging: ['resource-groups-tagging-api', tagging],
  sts: ['sts', sts],
  s3: ['s3', s3],
  sqs: ['sqs', sqs],
  cloudTrail: ['cloudtrail', cloudTrail],
};

/** The classes that the SDK says a command may throw, but for the one that stands for all others. */
function declaredBy(client: string, operation: string): string[] {
  const file = `../../node_modules/@aws-sdk/client-${client}/dist-types/commands/${actionName(operation)}Command.d.ts`;
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  const thrown = [...text.matchAll(/@throws \{@link (?<name>\w+)\}/g)].map(({ groups }) => groups!['name']!);
  expect(thrown.length, file).toBeGreaterThan(0);
  return thrown.filter((name) => !name.endsWith('ServiceException'));
}

/** What a class is called on the wire, where that is not its own name. */
function wireCode(module: object, name: string): { readonly awsCode: string; readonly status: number } {
  const schema = (module as Readonly<Record<string, object | undefined>>)[`${name}$`] ?? {};
  const traits = Object.values(schema).filter(
    (trait): trait is Modelled & { readonly httpError?: number } => typeof trait === 'object' && trait !== null,
  );
  const query = traits.find((trait) => 'awsQueryError' in trait)?.awsQueryError;
  const status = traits.find((trait) => 'httpError' in trait)?.httpError ?? 400;
  return query === undefined ? { awsCode: name, status } : { awsCode: query[0], status: query[1] };
}

describe('every error that the SDK declares for a call of ours', () => {
  const declared = Object.entries(clients).flatMap(([service, [client, module]]) =>
    services[service as Service].operations.flatMap((operation) =>
      declaredBy(client, operation).map((name) => ({
        ...wireCode(module, name),
        service: service as Service,
        operation,
        message: '',
      })),
    ),
  );

  it('has a meaning on purpose', () => {
    expect(declared.length).toBeGreaterThan(300);
    const unmeant = declared.filter((refusal) => !isMeant(refusal));
    expect(unmeant.map(({ operation, awsCode }) => `${operation} ${awsCode}`)).toEqual([]);
  });

  it('is tried again where that can mend it, and nowhere else', () => {
    const codes = (retry: string): string[] => {
      const writes = declared.filter(({ operation }) => kindOf(operation) === 'write');
      return [...new Set(writes.filter((one) => meaningOf(one).retry === retry).map(({ awsCode }) => awsCode))].sort();
    };
    // Each of these passes by itself: AWS ends what it is doing, or shows what was made a moment ago.
    expect(codes('soon')).toEqual([
      'CapacityReservationPending',
      'CertificateNotFound',
      'ConcurrentUpdateException',
      'FailedResourceAccessException',
      'InstanceRefreshInProgress',
      'InsufficientCapacity',
      'InvalidTarget',
      'PriorRequestNotComplete',
      'RequestThrottled',
      'ResourceContention',
      'ResourceInUse',
      'ScalingActivityInProgress',
      'ServerException',
      'ServiceLinkedRoleFailure',
      'TrustStoreNotReady',
    ]);
    // Another look shows another world: what is gone, what stands already, or room that was made.
    expect(codes('replan').filter((awsCode) => !/TooMany|Limit/.test(awsCode))).toEqual([
      'AlreadyExists',
      'ClusterNotFoundException',
      'DuplicateListener',
      'DuplicateLoadBalancerName',
      'DuplicateTargetGroupName',
      'ListenerNotFound',
      'LoadBalancerNotFound',
      'ObjectNotFoundException',
      'PriorityInUse',
      'ResourceNotFoundException',
      'RuleNotFound',
      'ServiceNotActiveException',
      'ServiceNotFoundException',
      'TargetGroupNotFound',
    ]);
    expect(codes('never')).toContain('AllocationIdNotFound');
  });
});

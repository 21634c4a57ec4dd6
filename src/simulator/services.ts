import { acmOperations } from './acm/index.ts';
import { applicationAutoScalingOperations } from './application-auto-scaling/index.ts';
import { autoScalingOperations } from './auto-scaling/index.ts';
import { cloudTrailOperations } from './cloudtrail/index.ts';
import { ec2QueryProtocol } from './codec/ec2-query.ts';
import { jsonAndQueryProtocol } from './codec/json-and-query.ts';
import { jsonProtocol } from './codec/json.ts';
import type { Protocol } from './codec/protocol.ts';
import { queryProtocol } from './codec/query.ts';
import type { SchemaModule } from './codec/schema.ts';
import { ec2Operations } from './ec2/index.ts';
import { ecsOperations } from './ecs/index.ts';
import { elbv2Operations } from './elbv2/index.ts';
import { AwsError, type Operation } from './service.ts';
import { sqsOperations } from './sqs/index.ts';
import { stsOperations } from './sts/index.ts';
import { taggingOperations } from './tagging/index.ts';
import type { World } from './world.ts';

/** A service as the wire knows it. */
export interface Service {
  /** Its name in a credential scope. */
  readonly name: string;
  /** Its name in an IAM policy's actions. */
  readonly iamPrefix: string;
  readonly protocol: Protocol;
  /** The `Version` parameter, or the first half of `X-Amz-Target`: names the service where nothing is signed. */
  readonly marker: string;
  readonly schemas: SchemaModule;
  /** Loads its schemas where few ever call: only once somebody does. */
  readonly load?: () => Promise<SchemaModule>;
  readonly operations: Readonly<Record<string, Operation<World>>>;
  readonly throttled: AwsError;
  /** The refusal that starts with these words and ends in who may not do what. */
  readonly denied: { readonly code: string; readonly status: number; readonly opening?: string };
  readonly internalError: string;
  readonly unknownAction: string;
}

const RATE = 'Rate exceeded';

const queryRefusals = {
  throttled: new AwsError('Throttling', RATE),
  denied: { code: 'AccessDenied', status: 403 },
  internalError: 'InternalFailure',
  unknownAction: 'InvalidAction',
};

/** Loads the SDK packages whose schemas the codecs read. They are heavy, EC2's above all, hence not at start-up. */
export async function loadServices(): Promise<readonly Service[]> {
  const [ec2, elbv2, ecs, autoScaling, applicationAutoScaling, sts, tagging, sqs] = await Promise.all([
    import('@aws-sdk/client-ec2'),
    import('@aws-sdk/client-elastic-load-balancing-v2'),
    import('@aws-sdk/client-ecs'),
    import('@aws-sdk/client-auto-scaling'),
    import('@aws-sdk/client-application-auto-scaling'),
    import('@aws-sdk/client-sts'),
    import('@aws-sdk/client-resource-groups-tagging-api'),
    import('@aws-sdk/client-sqs'),
  ]);
  return [
    {
      name: 'ec2',
      iamPrefix: 'ec2',
      protocol: ec2QueryProtocol,
      marker: '2016-11-15',
      schemas: ec2,
      operations: ec2Operations,
      throttled: new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503),
      denied: {
        code: 'UnauthorizedOperation',
        status: 403,
        opening: 'You are not authorized to perform this operation. ',
      },
      internalError: 'InternalError',
      unknownAction: 'InvalidAction',
    },
    {
      name: 'elasticloadbalancing',
      iamPrefix: 'elasticloadbalancing',
      protocol: queryProtocol('http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/'),
      marker: '2015-12-01',
      schemas: elbv2,
      operations: elbv2Operations,
      ...queryRefusals,
    },
    {
      name: 'ecs',
      iamPrefix: 'ecs',
      protocol: jsonProtocol,
      marker: 'AmazonEC2ContainerServiceV20141113',
      schemas: ecs,
      operations: ecsOperations,
      throttled: new AwsError('ThrottlingException', RATE),
      denied: { code: 'AccessDeniedException', status: 400 },
      internalError: 'ServerException',
      unknownAction: 'UnknownOperationException',
    },
    {
      name: 'autoscaling',
      iamPrefix: 'autoscaling',
      protocol: queryProtocol('http://autoscaling.amazonaws.com/doc/2011-01-01/'),
      marker: '2011-01-01',
      schemas: autoScaling,
      operations: autoScalingOperations,
      ...queryRefusals,
    },
    {
      name: 'application-autoscaling',
      iamPrefix: 'application-autoscaling',
      protocol: jsonProtocol,
      marker: 'AnyScaleFrontendService',
      schemas: applicationAutoScaling,
      operations: applicationAutoScalingOperations,
      throttled: new AwsError('ThrottlingException', RATE),
      denied: { code: 'AccessDeniedException', status: 400 },
      internalError: 'InternalServiceException',
      unknownAction: 'UnknownOperationException',
    },
    {
      name: 'sts',
      iamPrefix: 'sts',
      protocol: queryProtocol('https://sts.amazonaws.com/doc/2011-06-15/'),
      marker: '2011-06-15',
      schemas: sts,
      operations: stsOperations,
      ...queryRefusals,
    },
    {
      name: 'tagging',
      iamPrefix: 'tag',
      protocol: jsonProtocol,
      marker: 'ResourceGroupsTaggingAPI_20170126',
      schemas: tagging,
      operations: taggingOperations,
      throttled: new AwsError('ThrottlingException', RATE),
      denied: { code: 'AccessDeniedException', status: 400 },
      internalError: 'InternalServiceException',
      unknownAction: 'UnknownOperationException',
    },
    {
      name: 'sqs',
      iamPrefix: 'sqs',
      protocol: jsonAndQueryProtocol(sqs),
      marker: 'AmazonSQS',
      schemas: sqs,
      operations: sqsOperations,
      throttled: new AwsError('RequestThrottled', RATE, 403),
      denied: { code: 'AccessDenied', status: 403 },
      internalError: 'InternalFailure',
      unknownAction: 'UnsupportedOperation',
    },
    {
      name: 'acm',
      iamPrefix: 'acm',
      protocol: jsonProtocol,
      marker: 'CertificateManager',
      schemas: {},
      load: () => import('@aws-sdk/client-acm'),
      operations: acmOperations,
      throttled: new AwsError('ThrottlingException', RATE),
      denied: { code: 'AccessDeniedException', status: 400 },
      internalError: 'InternalFailure',
      unknownAction: 'UnknownOperationException',
    },
    {
      name: 'cloudtrail',
      iamPrefix: 'cloudtrail',
      protocol: jsonProtocol,
      marker: 'CloudTrail_20131101',
      schemas: {},
      load: () => import('@aws-sdk/client-cloudtrail'),
      operations: cloudTrailOperations,
      throttled: new AwsError('ThrottlingException', RATE),
      denied: { code: 'AccessDeniedException', status: 400 },
      internalError: 'InternalFailure',
      unknownAction: 'UnknownOperationException',
    },
  ];
}

import type { ErrorCode, Retry } from '../core/errors.ts';
import { invokeRemedy, mayNotInvoke } from './invoke-permission.ts';
import { iamAction, type Service } from './operations.ts';

/** An answer by which AWS declined a call. */
export interface Refusal {
  readonly service: Service;
  /** The port's method, e.g. `createListener`. */
  readonly operation: string;
  /** AWS's own code, as on the wire. */
  readonly awsCode: string;
  readonly message: string;
  readonly status: number;
}

/** What some of AWS's codes mean. */
export interface Row {
  readonly codes: RegExp;
  /** Only where AWS says this as well. */
  readonly words?: RegExp;
  /** Only of a call that changes something: whoever looks for what is not there has their answer. */
  readonly isWrite?: true;
  readonly code: ErrorCode;
  readonly retry: Retry;
  readonly remedy?: string | ((refusal: Refusal) => string);
}

/** What a quota's code counts. */
const quotas: Readonly<Record<string, string>> = {
  TooManyLoadBalancers: 'load balancers per region',
  TooManyTargetGroups: 'target groups per region',
  TooManyListeners: 'listeners per load balancer',
  TooManyRules: 'rules per load balancer',
  TooManyCertificates: 'certificates per load balancer',
  TooManyTargets: 'targets per load balancer or target group',
  TooManyRegistrationsForTargetId: 'registrations of one target per load balancer',
  TooManyActions: 'target groups per action',
  TooManyUniqueTargetGroupsPerLoadBalancer: 'target groups per load balancer',
  TargetGroupAssociationLimit: 'load balancers per target group',
  CapacityUnitsLimitExceeded: 'load balancer capacity units',
  CapacityDecreaseRequestLimitExceeded: 'capacity decreases per day',
  SecurityGroupLimitExceeded: 'security groups per region',
  RulesPerSecurityGroupLimitExceeded: 'rules per security group',
  SecurityGroupsPerInterfaceLimitExceeded: 'security groups per network interface',
  TooManyTags: 'tags per resource',
  TagLimitExceeded: 'tags per resource',
};

export const expired = /^(?:ExpiredToken|ExpiredTokenException|TokenRefreshRequired)$/;
export const requestExpired = /^RequestExpired$/;
export const unknownToAws =
  /^(?:AuthFailure|InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken|MissingAuthenticationTokenException)$/;

/** AWS's codes by meaning. The first row that fits decides, so the particular stand before the general. */
export const rows: readonly Row[] = [
  {
    codes:
      /^(?:Throttling|(?:KMS\.)?ThrottlingException|ThrottledException|RequestThrottled|RequestThrottledException|RequestLimitExceeded|TooManyRequestsException|BandwidthLimitExceeded|EC2ThrottledException|SlowDown)$/,
    code: 'throttled',
    retry: 'soon',
    remedy: 'evenkeel slows down by itself; something else may be using up the rate limit of this account and region',
  },
  {
    // EC2 says the same of a request that is too old and of one that was signed with expired credentials.
    codes: requestExpired,
    code: 'unavailable',
    retry: 'soon',
    remedy: "set this machine's clock, or renew the credentials if they are temporary ones",
  },
  {
    codes: /^(?:RequestTimeTooSkewed|RequestInTheFuture)$/,
    // The SDK has learnt AWS's time from the refusal, so the next attempt is signed with it.
    code: 'unavailable',
    retry: 'soon',
    remedy: "set this machine's clock",
  },
  {
    codes: expired,
    code: 'denied',
    retry: 'never',
    remedy: 'the AWS credentials have expired: sign in again, or renew them',
  },
  {
    codes: unknownToAws,
    code: 'denied',
    retry: 'never',
    remedy: 'AWS does not accept these credentials: check the profile, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  },
  {
    codes: /^(?:(?:KMS\.)?OptInRequired|PendingVerification|Blocked|SubscriptionRequiredException)$/,
    code: 'denied',
    retry: 'never',
    remedy: 'this account may not use the service in this region: enable the region, or ask AWS Support',
  },
  { codes: /^AccessDenied/, words: mayNotInvoke, code: 'denied', retry: 'never', remedy: invokeRemedy },
  {
    codes: /^(?:AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized)$/,
    code: 'denied',
    retry: 'never',
    remedy: (refusal) => `allow ${missingAction(refusal)} in the IAM policy of these credentials`,
  },
  {
    codes: /^OperationNotPermitted$/,
    words: /deletion protection/i,
    code: 'aws-rejected',
    retry: 'never',
    remedy: 'set attributes deletion_protection.enabled: false in the manifest and apply that first',
  },
  {
    codes: /^CertificateNotFound$/,
    code: 'not-ready',
    retry: 'soon',
    remedy: 'a certificate created a moment ago takes a while to become visible; otherwise check its ARN and region',
  },
  {
    codes: /^InvalidTarget$/,
    code: 'not-ready',
    retry: 'soon',
    remedy: "the target must be running, and in the target group's VPC",
  },
  {
    codes:
      /^(?:PriorRequestNotComplete|CapacityReservationPending|TrustStoreNotReady|IncorrectState|IncorrectInstanceState)$/,
    code: 'not-ready',
    retry: 'soon',
  },
  {
    codes: /^ServiceNotActiveException$/,
    code: 'not-found',
    retry: 'replan',
  },
  {
    codes: /^ClientException$/,
    words: /unable to describe task definition/i,
    code: 'not-found',
    retry: 'replan',
  },
  {
    codes: /^(?:InvalidParameterException|ValidationException)$/,
    words: /does not have an associated load balancer/i,
    code: 'not-ready',
    retry: 'soon',
    remedy: 'a listener or rule must forward to the target group before ECS takes it',
  },
  {
    codes: /^(?:InvalidParameterException|ClientException|ValidationException)$/,
    words: /unable to assume|is not authorized to pass|service linked role/i,
    code: 'not-ready',
    retry: 'soon',
    remedy: 'a role created a moment ago takes a while to become visible; otherwise check its ARN and its trust policy',
  },
  {
    codes: /^InvalidParameterException$/,
    words: /creation of service was not idempotent/i,
    code: 'exists',
    retry: 'replan',
  },
  {
    codes: /^InvalidParameterException$/,
    words: /still draining|cannot be stopped while (?:deployments are active|the primary deployment)/i,
    code: 'in-use',
    retry: 'soon',
    remedy: 'ECS is still working on the service',
  },
  {
    codes: /^(?:ScalingActivityInProgress|ResourceContention)(?:Fault)?$/,
    code: 'not-ready',
    retry: 'soon',
    remedy: 'Auto Scaling is still working on the group',
  },
  {
    codes: /^ConcurrentUpdateException$/,
    code: 'not-ready',
    retry: 'soon',
    remedy: 'Application Auto Scaling is still working on the target',
  },
  {
    codes: /^(?:ServiceLinkedRoleFailure|FailedResourceAccessException)$/,
    code: 'not-ready',
    retry: 'soon',
    remedy:
      'a role created a moment ago takes a while to become visible; otherwise check that the service-linked role exists',
  },
  {
    codes: /^InstanceRefreshInProgress(?:Fault)?$/,
    code: 'not-ready',
    retry: 'soon',
    remedy: 'AWS runs one instance refresh of a group at a time; this one runs next',
  },
  {
    codes: /^(?:AlreadyExists|ValidationError)$/,
    words: /pending delete/i,
    code: 'not-ready',
    retry: 'soon',
    remedy: 'the group that had this name is still being deleted',
  },
  {
    codes: /^ValidationError$/,
    words: /name not found|not part of the/i,
    code: 'not-found',
    retry: 'replan',
  },
  {
    codes: /^ValidationError$/,
    words: /iamInstanceProfile/i,
    code: 'not-ready',
    retry: 'soon',
    remedy: 'an instance profile created a moment ago takes a while to become visible; otherwise check its name',
  },
  { codes: /^(?:PriorityInUse|PreconditionFailed|ConditionalRequestConflict)$/, code: 'exists', retry: 'replan' },
  {
    codes: /^(?:QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue|InvalidAddress)$/,
    code: 'aws-rejected',
    retry: 'never',
    remedy: 'create the queue, or name another: see docs/events.md',
  },
  {
    codes: /^KMS\.AccessDeniedException$/,
    code: 'denied',
    retry: 'never',
    remedy: 'allow kms:Decrypt on the key of the queue',
  },
  {
    codes: /^OverLimit$/,
    code: 'unavailable',
    retry: 'soon',
    remedy: 'too many messages of the queue were received and not deleted: let nobody else receive from it',
  },
  {
    codes: /^(?:Invalid(?:EventCategory|LookupAttributes|MaxResults|TimeRange)|UnsupportedOperation)(?:Exception)?$/,
    code: 'aws-rejected',
    retry: 'never',
  },
  { codes: /^(?:KMS\.|AWS\.SimpleQueueService\.|InvalidSecurity$)/, code: 'aws-rejected', retry: 'never' },
  { codes: /^NoSuchKey$/, code: 'not-found', retry: 'replan' },
  { codes: /^NoSuchBucket$/, code: 'aws-rejected', retry: 'never', remedy: 'create the bucket, or name another' },
  { codes: /^DuplicateTagKeys$/, code: 'aws-rejected', retry: 'never', remedy: 'give each tag key once' },
  { codes: /^Duplicate|\.Duplicate$|AlreadyExists/, code: 'exists', retry: 'replan' },
  {
    codes: /^(?:DependencyViolation|InvalidGroup\.InUse)$/,
    code: 'in-use',
    retry: 'soon',
    remedy: 'a network interface or the rule of another security group still holds it',
  },
  { codes: /InUse(?:Fault)?$/, code: 'in-use', retry: 'soon', remedy: 'something still refers to it' },
  {
    codes: /^(?:SSLPolicyNotFound|ALPNPolicyNotFound)$/,
    code: 'aws-rejected',
    retry: 'never',
    remedy: 'use the name of a policy that AWS offers in this region',
  },
  {
    // Nothing that evenkeel makes, and so nothing that the next look could bring.
    codes: /^(?:AllocationIdNotFound|InvalidAllocationID\.NotFound)$/,
    isWrite: true,
    code: 'aws-rejected',
    retry: 'never',
    remedy: 'name an Elastic IP address of this account and region by its allocation ID',
  },
  {
    codes: /^(?:SubnetNotFound|InvalidSubnetI[dD]\.NotFound|InvalidVpcI[dD]\.NotFound)$/,
    isWrite: true,
    code: 'aws-rejected',
    retry: 'never',
    remedy: 'name a network of this account and region',
  },
  {
    codes:
      /^(?:TrustStoreNotFound|NamespaceNotFoundException|Invalid(?:AMIID|KeyPair|Snapshot|PrefixListI[dD])\.NotFound)$/,
    isWrite: true,
    code: 'aws-rejected',
    retry: 'never',
    remedy: 'create it in AWS first, in this account and region, or name another',
  },
  { codes: /NotFound(?:Exception)?$/, code: 'not-found', retry: 'replan' },
  {
    codes: /^InsufficientCapacity$/,
    code: 'unavailable',
    retry: 'soon',
    remedy: 'AWS is short of capacity in these zones: wait, or use others',
  },
  {
    codes: /^TooMany|LimitExceeded(?:Exception|Fault)?$|AssociationLimit$/,
    code: 'quota',
    retry: 'replan',
    remedy: ({ awsCode }) => {
      const counted = quotas[awsCode];
      return counted === undefined
        ? 'a quota of this account is reached: delete something, or request an increase in Service Quotas'
        : `the quota of ${counted} is reached: delete some, or request an increase in Service Quotas if it is adjustable`;
    },
  },
  {
    codes: /^InvalidAction$/,
    code: 'aws-rejected',
    retry: 'never',
    remedy: 'this endpoint does not support the call: check that it is AWS, or an emulator that has it',
  },
  {
    codes:
      /^(?:ServerException|InternalError|InternalFailure|InternalServiceException|ServiceUnavailable|Unavailable|HealthUnavailable)$/,
    code: 'unavailable',
    retry: 'soon',
  },
  {
    codes: /^(?:InvalidNextToken(?:Exception)?|PaginationTokenExpiredException)$/,
    code: 'unavailable',
    retry: 'soon',
    remedy: 'the list changed while it was read, and is read again from its beginning',
  },
  {
    codes: /^(?:PlatformUnknownException|PlatformTaskDefinitionIncompatibilityException|UnsupportedFeatureException)$/,
    code: 'aws-rejected',
    retry: 'never',
    remedy: 'choose a platform version that supports what the task definition uses',
  },
  {
    codes: /^(?:AvailabilityZoneNotSupported|IncompatibleProtocols|UnsupportedProtocol)$/,
    code: 'aws-rejected',
    retry: 'never',
  },
  {
    codes:
      /^Invalid(?:Configuration(?:Request)?|LoadBalancerAction|Scheme|SecurityGroup|Subnet|ObjectState|WriteOffset)$/,
    code: 'aws-rejected',
    retry: 'never',
  },
  {
    codes:
      /^(?:InvalidParameter\w*|Validation(?:Error|Exception)|ClientException|InvalidRequest|InvalidA(?:rn|rgs)Exception|EncryptionTypeMismatch|OperationNotPermitted)$|\.Malformed$/,
    code: 'aws-rejected',
    retry: 'never',
  },
];

/** The action that AWS names, which is another than the call's where one call needs several permissions. */
function missingAction({ service, operation, message }: Refusal): string {
  const named = /not authorized to perform:? (?<action>[\w-]+:\w+)/.exec(message)?.groups?.['action'];
  return named ?? iamAction(service, operation);
}

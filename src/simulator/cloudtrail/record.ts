import { exceptionWith, type OperationSchema, type SchemaModule } from '../codec/schema.ts';
import { type Identity, nameOf, userIdentityOf } from '../identity.ts';
import { randomUuid } from '../random.ts';
import type { AwsError } from '../service.ts';
import { resourcesIn } from './resources.ts';
import { spell } from './spelling.ts';
import { spellEc2Answer, spellEc2Request } from './spelling-ec2.ts';
import type { TrailEvent } from './state.ts';

/** A call, and what came of it. */
export interface MadeCall {
  /** The service's name in a credential scope. */
  readonly service: string;
  readonly schemas: SchemaModule;
  readonly schema: OperationSchema;
  readonly identity: Identity;
  readonly region: string;
  readonly address: string;
  readonly userAgent: string;
  readonly requestId: string;
  /** Absent where it could not be read. */
  readonly input: object | undefined;
  readonly outcome: object | AwsError;
  readonly isRefused: boolean;
}

interface Recorded {
  /** The service's name in `eventSource`. */
  readonly source: string;
  readonly apiVersion?: string;
}

/** The services whose writes are recorded. */
const recorded: Readonly<Record<string, Recorded>> = {
  'application-autoscaling': { source: 'application-autoscaling' },
  autoscaling: { source: 'autoscaling' },
  ec2: { source: 'ec2' },
  ecs: { source: 'ecs' },
  elasticloadbalancing: { source: 'elasticloadbalancing', apiVersion: '2015-12-01' },
  tagging: { source: 'tagging' },
};

export function isRecorded(service: string): boolean {
  return Object.hasOwn(recorded, service);
}

/** Whose event it is in EventBridge: `aws.ec2`. */
export function eventSourceOf({ source }: Pick<TrailEvent, 'source'>): string {
  return `aws.${source.slice(0, source.indexOf('.'))}`;
}

/** Writes a call down as CloudTrail does. */
export function recordOf(call: MadeCall, now: number, random: () => number): Omit<TrailEvent, 'availableAt'> {
  const { identity, schema, input, requestId } = call;
  const { source, apiVersion } = recorded[call.service] ?? { source: call.service };
  const at = Math.floor(now / 1000) * 1000;
  const id = randomUuid(random);
  const isEc2 = call.service === 'ec2';
  const refusal = call.isRefused ? (call.outcome as AwsError) : undefined;
  const parameters = input === undefined ? null : isEc2 ? spellEc2Request(schema, input) : spell(input);
  const record = {
    eventVersion: '1.10',
    userIdentity: userIdentityOf(identity, at),
    eventTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
    eventSource: `${source}.amazonaws.com`,
    eventName: schema.name,
    awsRegion: call.region,
    sourceIPAddress: call.address,
    userAgent: call.userAgent,
    ...(refusal === undefined ? {} : { errorCode: codeOf(call, refusal), errorMessage: refusal.message }),
    requestParameters: orNull(parameters),
    responseElements: refusal === undefined ? orNull(answerOf(call, isEc2)) : null,
    requestID: requestId,
    eventID: id,
    readOnly: false,
    eventType: 'AwsApiCall',
    ...(apiVersion === undefined ? {} : { apiVersion }),
    managementEvent: true,
    recipientAccountId: identity.account,
    eventCategory: 'Management',
  };
  return {
    id,
    name: schema.name,
    source: record.eventSource,
    username: nameOf(identity),
    accessKey: identity.accessKey,
    at: now,
    resources: resourcesIn(record.requestParameters, record.responseElements),
    record,
  };
}

function answerOf({ schema, outcome, requestId }: MadeCall, isEc2: boolean): unknown {
  return isEc2 ? spellEc2Answer(schema, outcome, requestId) : spell(outcome);
}

function orNull(value: unknown): unknown {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? null : value;
}

/** EC2 says whose fault it was; the others' records have an exception's own name, not that on the wire. */
function codeOf({ service, schemas }: MadeCall, { code, status }: AwsError): string {
  if (service === 'ec2') return `${status >= 500 && code !== 'RequestLimitExceeded' ? 'Server' : 'Client'}.${code}`;
  return exceptionWith(schemas, code) ?? generic[code] ?? code;
}

/** Codes of Query without an exception of their own. */
const generic: Readonly<Record<string, string>> = {
  Throttling: 'ThrottlingException',
  ValidationError: 'ValidationException',
};

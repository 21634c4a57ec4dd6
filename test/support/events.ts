const ACCOUNT = '123456789012';
const REGION = 'ap-northeast-2';

/** Members of a CloudTrail record that a test is about; the others are those of a call that alice made by the AWS CLI. */
export interface RecordParts {
  readonly eventName: string;
  readonly eventSource?: string;
  readonly requestParameters?: object | null;
  readonly responseElements?: object | null;
  readonly [member: string]: unknown;
}

let count = 0;

/** A CloudTrail record. */
export function record(parts: RecordParts): object {
  count += 1;
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAALICE',
      arn: `arn:aws:iam::${ACCOUNT}:user/people/alice`,
      accountId: ACCOUNT,
      accessKeyId: 'AKIDALICE',
      userName: 'alice',
    },
    eventTime: '2026-03-01T12:00:00Z',
    eventSource: 'elasticloadbalancing.amazonaws.com',
    awsRegion: REGION,
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.8 md/arch#x86_64 lang/python#3.13',
    requestParameters: null,
    responseElements: null,
    requestID: `request-${count}`,
    eventID: `event-${count}`,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...parts,
  };
}

/** The record as EventBridge delivers it. */
export function callEvent(parts: RecordParts): object {
  const detail = record(parts) as { readonly eventSource: string; readonly eventTime: string };
  return {
    ...envelope('AWS API Call via CloudTrail', `aws.${detail.eventSource.split('.')[0]}`, detail),
    time: detail.eventTime,
  };
}

/** What a service reports of itself, as EventBridge delivers it. */
export function envelope(type: string, source: string, detail: object, resources: readonly string[] = []): object {
  count += 1;
  return {
    version: '0',
    id: `delivery-${count}`,
    'detail-type': type,
    source,
    account: ACCOUNT,
    time: '2026-03-01T12:00:00Z',
    region: REGION,
    resources,
    detail,
  };
}

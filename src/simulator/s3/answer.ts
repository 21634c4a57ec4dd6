import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../core/clock.ts';
import { callerOf } from '../caller.ts';
import { element, escapeXml } from '../codec/xml.ts';
import type { FaultKind, Faults } from '../faults.ts';
import type { Journal } from '../journal.ts';
import { randomUuid } from '../random.ts';
import { AwsError } from '../service.ts';
import type { Buckets, Conditions, StoredObject } from './buckets.ts';

/** A request as HTTP has it: S3 says with method and path what others say with an action's name. */
export interface ObjectRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface ObjectReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Keeping {
  readonly buckets: Buckets;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly random: () => number;
}

/** What is asked of which object; without a key, of the bucket. */
interface Asked extends Conditions {
  readonly action: string;
  readonly bucket: string;
  readonly key: string;
  readonly body: string;
}

/** Whether a request is signed for S3, which is all that tells it from the others. */
export function isForS3({ authorization = '' }: IncomingHttpHeaders): boolean {
  return /Credential=[^,\s]+\/s3\/aws4_request/.test(authorization);
}

/** Answers one request with the bucket in its path, faults and all. Undefined: the connection is to be cut. */
export async function answerS3(keeping: Keeping, request: ObjectRequest): Promise<ObjectReply | undefined> {
  const { clock, faults, journal, random } = keeping;
  const asked = askedBy(request);
  const rules = faults.strike('s3', asked.action);
  const delay = rules.reduce((sum, rule) => sum + (rule.kind === 'latency' ? (rule.ms ?? 0) : 0), 0);
  if (delay > 0) await clock.sleep(delay);
  const has = (kind: FaultKind, after = false): boolean =>
    rules.some((rule) => rule.kind === kind && (rule.after ?? false) === after);

  const outcome = has('drop-before') ? undefined : attempt(keeping, asked, has);
  const isCut = outcome === undefined || has('drop-after');
  const { account, region } = callerOf({ headers: request.headers, text: '' }, []);
  journal.record({
    at: clock.now(),
    account,
    region,
    service: 's3',
    action: asked.action,
    outcome: isCut ? 'dropped' : outcome instanceof AwsError ? outcome.code : 'ok',
    write: !/^(?:Get|Head)/.test(asked.action),
  });
  if (isCut) return undefined;
  const id = { 'x-amz-request-id': randomUuid(random) };
  if (!(outcome instanceof AwsError)) return { ...outcome, headers: { ...outcome.headers, ...id } };
  const body = asked.action.startsWith('Head') ? '' : errorBody(outcome);
  return { status: outcome.status, headers: { 'content-type': 'application/xml', ...id }, body };
}

function askedBy({ method, path, headers, body }: ObjectRequest): Asked {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/.exec(decodeURIComponent(path)) ?? [];
  const verb = `${method.charAt(0)}${method.slice(1).toLowerCase()}`;
  const action = key === '' ? (method === 'PUT' ? 'CreateBucket' : `${verb}Bucket`) : `${verb}Object`;
  return { action, bucket, key, body, ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] };
}

function attempt(
  keeping: Keeping,
  asked: Asked,
  has: (kind: FaultKind, after?: boolean) => boolean,
): ObjectReply | AwsError {
  const internal = new AwsError('InternalError', 'We encountered an internal error. Please try again.', 500);
  if (has('throttle')) return new AwsError('SlowDown', 'Please reduce your request rate.', 503);
  if (has('access-denied')) return new AwsError('AccessDenied', 'Access Denied', 403);
  if (has('error-500')) return internal;
  try {
    const reply = perform(keeping, asked);
    return has('error-500', true) ? internal : reply;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

function perform({ buckets, clock }: Keeping, asked: Asked): ObjectReply {
  const { action, bucket, key, body } = asked;
  switch (action) {
    case 'CreateBucket':
      buckets.create(bucket);
      return { status: 200, headers: { location: `/${bucket}` }, body: '' };
    case 'PutObject':
      return {
        status: 200,
        headers: { etag: buckets.put(bucket, key, body, { ...asked, now: clock.now() }).etag },
        body: '',
      };
    case 'GetObject':
    case 'HeadObject': {
      const found = buckets.get(bucket, key, asked);
      if (found === 'not-modified') return { status: 304, headers: {}, body: '' };
      return { status: 200, headers: described(found), body: action === 'HeadObject' ? '' : found.body };
    }
    case 'DeleteObject':
      buckets.delete(bucket, key, asked);
      return { status: 204, headers: {}, body: '' };
    default:
      throw new AwsError('NotImplemented', `${action} is not simulated.`, 501);
  }
}

function described({ body, etag, modified }: StoredObject): Record<string, string> {
  return {
    etag,
    'content-type': 'application/octet-stream',
    'content-length': String(Buffer.byteLength(body)),
    'last-modified': new Date(modified).toUTCString(),
  };
}

function errorBody({ code, message }: AwsError): string {
  return element('Error', element('Code', code) + element('Message', escapeXml(message)));
}

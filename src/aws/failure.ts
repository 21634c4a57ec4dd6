import { asEvenkeelError, EvenkeelError, type ErrorFacts } from '../core/errors.ts';
import { isAboutCredentials, meaningOf } from './meanings.ts';
import { actionName, kindOf, services, type Service } from './operations.ts';
import { withoutSecrets } from './secrets.ts';

/** A call that failed: which, with what, and to whom. */
export interface FailedCall {
  readonly service: Service;
  readonly operation: string;
  readonly input: object;
  /** Where it was sent, if it came so far. */
  readonly endpoint?: string | undefined;
}

/** What is read of whatever the SDK throws; none of it is certain to be there. */
interface Thrown {
  readonly name?: string;
  readonly message?: string;
  /** AWS's code on the wire. */
  readonly Code?: string;
  /** The code of a failed connection, e.g. `ECONNREFUSED`. */
  readonly code?: string;
  /** What was no URL. */
  readonly input?: unknown;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string | undefined };
}

const CREDENTIALS = new Set(['CredentialsProviderError', 'TokenProviderError', 'ProviderError']);
/** The connection was never made, so nothing was sent. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** The request was sent, and no answer came. */
const NOT_ANSWERED: ReadonlyMap<string, string> = new Map([
  ['ECONNRESET', 'the connection was closed'],
  ['EPIPE', 'the connection was closed'],
  ['ETIMEDOUT', 'it took too long'],
  ['TimeoutError', 'it took too long'],
  ['AbortError', 'it took too long'],
]);
/** What the SDK calls an error in which it found no code. */
const NAMELESS = new Set(['Unknown', 'UnknownError', 'NotFound', 'Error']);

/** Whatever the SDK threw, as the one error class. */
export function failure(thrown: unknown, call: FailedCall): EvenkeelError {
  if (thrown instanceof EvenkeelError) return thrown;
  const facts = factsOf(thrown ?? {}, call);
  return facts === undefined ? asEvenkeelError(thrown) : new EvenkeelError(facts);
}

/** The endpoint answered, but not as AWS does: a proxy, a sign-in page, or an emulator without that call. */
export function notAnAwsAnswer(call: FailedCall, status: number): EvenkeelError {
  return new EvenkeelError({
    ...noAnswer(call, `HTTP ${status}`),
    message: `${place(call)} answered HTTP ${status} with something that is not an AWS response`,
    remedy: `check the endpoint and any proxy; an emulator that lacks ${actionName(call.operation)} answers like this`,
  });
}

/** Whether AWS refused who asks, and not what was asked: others may be known by now, e.g. since somebody signed in again. */
export function refusesCredentials({ facts: { call } }: EvenkeelError): boolean {
  return call !== undefined && isAboutCredentials(call.awsCode);
}

function factsOf(thrown: Thrown, call: FailedCall): ErrorFacts | undefined {
  const status = thrown.$metadata?.httpStatusCode;
  const awsCode = thrown.Code ?? (NAMELESS.has(thrown.name ?? '') ? undefined : thrown.name);
  if (thrown.$fault !== undefined && awsCode !== undefined) return refused(thrown, call, awsCode, status ?? 400);
  if (status !== undefined) return notAnAwsAnswer(call, status).facts;
  if (CREDENTIALS.has(thrown.name ?? '')) return withoutCredentials(thrown);
  if (thrown.code === 'ERR_INVALID_URL') return notAnUrl(thrown);
  if (NOT_CONNECTED.has(thrown.code ?? '')) return notConnected(thrown, call);
  const silence = [thrown.code ?? '', thrown.name ?? ''].find((name) => NOT_ANSWERED.has(name));
  if (silence === undefined) return undefined;
  return { ...noAnswer(call, silence), message: `${place(call)} did not answer: ${NOT_ANSWERED.get(silence)}` };
}

function refused(thrown: Thrown, call: FailedCall, awsCode: string, status: number): ErrorFacts {
  const { service, operation, input } = call;
  const message = firstWords(withoutSecrets(thrown.message ?? awsCode, input));
  const requestId = thrown.$metadata?.requestId;
  const meaning = meaningOf({ service, operation, awsCode, message, status });
  const facts: ErrorFacts = {
    ...meaning,
    message,
    call: { ...callName(call), awsCode, ...(requestId === undefined ? {} : { requestId }) },
  };
  // EC2 throttles with status 503, and that is no doubt: a throttled call had no effect.
  const doubtful = meaning.code === 'unavailable' && status >= 500 && kindOf(operation) === 'write';
  return doubtful ? inDoubt(facts) : facts;
}

function withoutCredentials({ message }: Thrown): ErrorFacts {
  return {
    code: 'denied',
    retry: 'never',
    message: `no AWS credentials: ${message ?? 'none found'}`,
    remedy:
      'name a profile with --profile, sign in with `aws sso login`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  };
}

function notAnUrl({ input }: Thrown): ErrorFacts {
  return {
    code: 'manifest-invalid',
    retry: 'never',
    message: `the endpoint is not a URL: "${String(input)}"`,
    remedy: 'write it like http://127.0.0.1:4566, in --endpoint-url or AWS_ENDPOINT_URL',
  };
}

function notConnected(thrown: Thrown, call: FailedCall): ErrorFacts {
  return {
    code: 'unavailable',
    retry: 'soon',
    message: `cannot reach ${place(call)}: ${thrown.message ?? thrown.code ?? ''}`,
    remedy: 'check the network, the region and the endpoint',
    call: { ...callName(call), awsCode: thrown.code ?? '' },
  };
}

function noAnswer(call: FailedCall, awsCode: string): Omit<ErrorFacts, 'message'> {
  const facts = { code: 'unavailable', retry: 'soon', call: { ...callName(call), awsCode } } as const;
  return kindOf(call.operation) === 'write' ? inDoubt(facts) : facts;
}

/** Only a new look at AWS shows whether the write took effect. */
function inDoubt<Facts extends Omit<ErrorFacts, 'message'>>(facts: Facts): Facts {
  return { ...facts, retry: 'replan', ambiguous: true };
}

function callName({ service, operation }: FailedCall): { service: string; operation: string } {
  return { service: services[service].title, operation: actionName(operation) };
}

function place({ service, endpoint }: FailedCall): string {
  return endpoint ?? `AWS ${services[service].title}`;
}

/**
 * AWS appends machine-readable matter to some messages: an encoded policy decision, or for a wrong signature the whole
 * canonical request with the session token in it.
 */
function firstWords(message: string): string {
  return (message.split('\n', 1)[0] ?? message).replace(/\s*Encoded authorization failure message:.*$/, '').trim();
}

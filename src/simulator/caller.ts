import type { IncomingHttpHeaders } from 'node:http';
import type { Service } from './services.ts';

export const DEFAULT_ACCOUNT = '123456789012';
/** Where unsigned calls land: the region that the project's examples are written for. */
export const DEFAULT_REGION = 'ap-northeast-2';

/** A request as it came, read in full. */
export interface IncomingCall {
  readonly headers: IncomingHttpHeaders;
  /** The body, or the query string of a GET. */
  readonly text: string;
  /** Aborts when nobody waits for the answer any more. */
  readonly gone?: AbortSignal;
}

/** Who calls, where, and what. */
export interface Caller {
  readonly account: string;
  readonly region: string;
  readonly service: Service | undefined;
  readonly action: string;
  readonly userAgent: string;
  /** Where the caller reached the simulator. */
  readonly endpoint?: string;
  readonly gone?: AbortSignal;
}

/** Reads what the signature and the headers say; the signature itself is not verified. */
export function callerOf({ headers, text, gone }: IncomingCall, services: readonly Service[]): Caller {
  const [, accessKey = '', region = DEFAULT_REGION, scope] =
    /Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/.exec(headers.authorization ?? '') ?? [];
  const target = headers['x-amz-target'];
  const [prefix, action] = typeof target === 'string' ? target.split('.') : markedAction(text);
  const service =
    services.find((candidate) => candidate.name === scope) ?? services.find(({ marker }) => marker === prefix);
  const { 'user-agent': userAgent = '', host } = headers;
  return {
    account: accountOf(headers, accessKey),
    region,
    service,
    action: action ?? '',
    userAgent,
    ...(host === undefined ? {} : { endpoint: `http://${host}` }),
    ...(gone ? { gone } : {}),
  };
}

/** `x-moto-account-id` as moto has it, else an access key id that is itself an account number, else the default. */
function accountOf(headers: IncomingHttpHeaders, accessKey: string): string {
  const named = headers['x-moto-account-id'];
  return (
    [named, accessKey].find((id): id is string => typeof id === 'string' && /^\d{12}$/.test(id)) ?? DEFAULT_ACCOUNT
  );
}

function markedAction(text: string): [string | undefined, string | undefined] {
  const parameters = new URLSearchParams(text);
  return [parameters.get('Version') ?? undefined, parameters.get('Action') ?? undefined];
}

import type { IncomingHttpHeaders } from 'node:http';
import { type Identity, identityOf, type Owners } from './identity.ts';
import type { Service } from './services.ts';

/** Where unsigned calls land: the region that the project's examples are written for. */
export const DEFAULT_REGION = 'ap-northeast-2';

/** A request as it came, read in full. */
export interface IncomingCall {
  readonly headers: IncomingHttpHeaders;
  /** The body, or the query string of a GET. */
  readonly text: string;
  /** The address that it came from. */
  readonly address?: string;
  /** Aborts when nobody waits for the answer any more. */
  readonly gone?: AbortSignal;
}

/** Who calls, where, and what. */
export interface Caller {
  readonly identity: Identity;
  readonly account: string;
  readonly region: string;
  readonly service: Service | undefined;
  readonly action: string;
  readonly userAgent: string;
  readonly address: string;
  /** Where the caller reached the simulator. */
  readonly endpoint?: string;
  readonly gone?: AbortSignal;
}

/** Reads what the signature and the headers say; the signature itself is not verified. */
export function callerOf(
  { headers, text, gone, address = '127.0.0.1' }: IncomingCall,
  services: readonly Service[],
  owners?: Owners,
): Caller {
  const [, accessKey = '', region = DEFAULT_REGION, scope] =
    /Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/.exec(headers.authorization ?? '') ?? [];
  const target = headers['x-amz-target'];
  const [action, prefix] = typeof target === 'string' ? target.split('.').toReversed() : markedAction(text);
  const service =
    services.find((candidate) => candidate.name === scope) ?? services.find(({ marker }) => marker === prefix);
  const { 'user-agent': userAgent = '', host } = headers;
  const identity = identityOf(headers, accessKey, owners);
  return {
    identity,
    account: identity.account,
    region,
    service,
    action: action ?? '',
    userAgent,
    address,
    ...(host === undefined ? {} : { endpoint: `http://${host}` }),
    ...(gone ? { gone } : {}),
  };
}

function markedAction(text: string): [string | undefined, string | undefined] {
  const parameters = new URLSearchParams(text);
  return [parameters.get('Action') ?? undefined, parameters.get('Version') ?? undefined];
}

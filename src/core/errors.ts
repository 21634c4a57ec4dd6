/** What an error means, whoever reported it. AWS's own names are translated in one table, `aws/meanings.ts`. */
export type ErrorCode =
  | 'manifest-invalid'
  | 'ref-unresolved'
  | 'owner-conflict'
  | 'denied'
  | 'quota'
  | 'aws-rejected'
  | 'throttled'
  | 'unavailable'
  | 'in-use'
  | 'not-found'
  | 'exists'
  | 'not-ready'
  | 'non-converging'
  | 'bug';

/** What the loop does about it: try again soon, observe and plan anew, or wait until a person has acted. */
export type Retry = 'soon' | 'replan' | 'never';

/** The call that AWS refused. */
export interface AwsCall {
  readonly service: string;
  readonly operation: string;
  /** AWS's own code, as on the wire. */
  readonly awsCode: string;
  readonly requestId?: string;
}

export interface ErrorFacts {
  readonly code: ErrorCode;
  readonly retry: Retry;
  /** What happened, in a sentence; AWS's own words where AWS spoke. */
  readonly message: string;
  /** The resource it happened to, e.g. `listener/default/web-alb/80`. */
  readonly subject?: string;
  readonly call?: AwsCall;
  /** The manifest paths that it is about, as far as is known. */
  readonly fields?: readonly string[];
  /** What to do about it. */
  readonly remedy?: string;
  /**
   * The write may have taken effect although no answer came. Only a look at AWS shows it, so nobody may simply send a
   * create again.
   */
  readonly ambiguous?: boolean;
  /** AWS was not asked at all: a look that reads a part at a time gets to it later. */
  readonly notYet?: true;
  readonly cause?: unknown;
}

/** The one error class. Planning returns problems as data; only input and output throw. */
export class EvenkeelError extends Error {
  readonly facts: ErrorFacts;

  constructor(facts: ErrorFacts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'EvenkeelError';
    this.facts = facts;
  }

  get code(): ErrorCode {
    return this.facts.code;
  }

  get retry(): Retry {
    return this.facts.retry;
  }
}

/** What was given can't be worked with: trying again is in vain until a person gives something else. */
export function wrongInput(message: string, remedy?: string, cause?: unknown): EvenkeelError {
  return new EvenkeelError({
    code: 'manifest-invalid',
    retry: 'never',
    message,
    ...(remedy === undefined ? {} : { remedy }),
    cause,
  });
}

/** Anything caught, as the one error class; what is not ours is a bug of ours and keeps its cause. */
export function asEvenkeelError(thrown: unknown, subject?: string): EvenkeelError {
  if (thrown instanceof EvenkeelError) {
    return thrown.facts.subject !== undefined || subject === undefined
      ? thrown
      : new EvenkeelError({ ...thrown.facts, subject });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new EvenkeelError({
    code: 'bug',
    retry: 'soon',
    message: `unexpected: ${message}`,
    remedy: 'this is a bug in evenkeel: please report it with this message',
    cause: thrown,
    ...(subject === undefined ? {} : { subject }),
  });
}

/** `subject field: what happened (ELBv2 CreateListener: CertificateNotFound); what to do`. */
export function formatError({ facts }: EvenkeelError): string {
  const about = [facts.subject, facts.fields?.join(', ')].filter((part) => part !== undefined).join(' ');
  const subject = about === '' ? '' : `${about}: `;
  const call =
    facts.call === undefined ? '' : ` (${facts.call.service} ${facts.call.operation}: ${facts.call.awsCode})`;
  const said = `${subject}${facts.message}${call}`.trimEnd();
  if (facts.remedy === undefined) return said;
  // After a list, what to do stands on a line of its own.
  return said.includes('\n') ? `${said}\n${facts.remedy}` : `${said}; ${facts.remedy}`;
}

import type { Clock } from '../core/clock.ts';
import { advance, nextDue } from './advance.ts';
import { type Caller, callerOf, type IncomingCall } from './caller.ts';
import { operationSchema, type OperationSchema } from './codec/schema.ts';
import type { FaultKind, FaultRule, Faults } from './faults.ts';
import type { History } from './history.ts';
import type { Journal } from './journal.ts';
import { randomUuid } from './random.ts';
import type { RequestLimits } from './request-limits/request-limits.ts';
import { AwsError, Waiting } from './service.ts';
import type { Service } from './services.ts';
import { isList, shortList } from './short-list.ts';
import { callerArn } from './sts/index.ts';
import { messageOr } from './wait.ts';
import type { World } from './world.ts';

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly requestId: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What answering draws on. */
export interface Answering {
  readonly services: readonly Service[];
  readonly world: (account: string, region: string) => World;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly limits: RequestLimits;
  readonly history: History;
  readonly random: () => number;
}

export interface Found extends Caller {
  readonly service: Service;
}

/** Answers one AWS call as it came over the wire. Undefined: the connection is to be cut. */
export async function answer(answering: Answering, incoming: IncomingCall): Promise<Reply | undefined> {
  const caller = callerOf(incoming, answering.services);
  const requestId = randomUuid(answering.random);
  if (caller.service === undefined) return unknownService(requestId);

  const { protocol } = caller.service;
  const { contentType } = protocol;
  const outcome = await perform(
    answering,
    { ...caller, service: caller.service },
    {
      text: incoming.text,
      read: (schema) => protocol.decode(schema, incoming.text),
      write: (schema, output) => ({ body: protocol.encode(schema, output, requestId) }),
    },
  );
  if (outcome === undefined) return undefined;
  if (outcome instanceof AwsError)
    return {
      status: outcome.status,
      contentType,
      requestId,
      body: protocol.encodeError(outcome, requestId),
      headers: protocol.errorHeaders?.(outcome) ?? {},
    };
  return { status: 200, contentType, requestId, body: outcome.body };
}

/** How a call's input is read and its output written: by a wire format, or by none. */
export interface Exchange<Answer> {
  /** What was asked, for what is quoted of it in a refusal. */
  readonly text: string;
  readonly read: (schema: OperationSchema) => object;
  readonly write: (schema: OperationSchema, output: object) => Answer;
}

/** Performs one AWS call, faults and all, and writes it down. Undefined: no answer ever comes. */
export async function perform<Answer extends object>(
  answering: Answering,
  found: Found,
  exchange: Exchange<Answer>,
): Promise<Answer | AwsError | undefined> {
  const { name } = found.service;
  const rules = answering.faults.strike(name, found.action, answering.clock.now());
  const delay = rules.reduce((sum, rule) => sum + (rule.kind === 'latency' ? (rule.ms ?? 0) : 0), 0);
  if (delay > 0) await answering.clock.sleep(delay);

  const outcome = await attempts(answering, found, exchange, rules);
  answering.journal.record({
    at: answering.clock.now(),
    account: found.account,
    region: found.region,
    service: name,
    action: found.action,
    outcome: outcome instanceof AwsError ? outcome.code : outcome === undefined ? 'dropped' : 'ok',
    write: isWrite(found.action),
  });
  return outcome;
}

/** What comes of the call in the end, where the operation may ask to be asked again. */
async function attempts<Answer extends object>(
  answering: Answering,
  found: Found,
  exchange: Exchange<Answer>,
  rules: readonly FaultRule[],
): Promise<Answer | AwsError | undefined> {
  const { clock } = answering;
  const since = clock.now();
  let outcome = attempt(answering, found, exchange, { rules });
  while (outcome instanceof Waiting) {
    if (found.gone?.aborted) return undefined;
    const world = answering.world(found.account, found.region);
    const endsAt = since + outcome.patienceMs;
    await messageOr(world, Math.min(endsAt, outcome.nextAt, nextDue(world)), found.gone);
    outcome = attempt(answering, found, exchange, { rules, again: true, isOver: clock.now() >= endsAt });
  }
  return outcome;
}

interface Circumstances {
  readonly rules: readonly FaultRule[];
  /** It was asked before, and has waited. */
  readonly again?: boolean;
  /** It will not be asked again. */
  readonly isOver?: boolean;
}

/** What comes of the call: an answer, a refusal, or nothing at all. */
function attempt<Answer extends object>(
  answering: Answering,
  found: Found,
  exchange: Exchange<Answer>,
  circumstances: Circumstances,
): Answer | AwsError | Waiting | undefined {
  const { service, action } = found;
  const { rules } = circumstances;
  const has = (kind: FaultKind, after = false): boolean =>
    rules.some((rule) => rule.kind === kind && (rule.after ?? false) === after);
  const internal = new AwsError(service.internalError, 'An internal error has occurred', 500);
  if (has('drop-before')) return undefined;
  if (has('throttle')) return service.throttled;
  if (has('access-denied')) return denied(found, exchange.text);
  if (has('error-500')) return internal;
  try {
    const output = execute(answering, found, exchange, circumstances);
    if (has('drop-after')) return undefined;
    return has('error-500', true) ? internal : output;
  } catch (error) {
    if (error instanceof AwsError) return error;
    // A fault of the simulator's own: told in full, since whoever meets it has to mend it.
    return new AwsError(service.internalError, `The simulator failed at ${action}: ${String(error)}`, 500);
  }
}

function execute<Answer>(
  { world: worldOf, clock, faults, limits, history }: Answering,
  { service, action, account, region, userAgent, endpoint }: Found,
  { read, write }: Exchange<Answer>,
  { rules, again = false, isOver = false }: Circumstances,
): Answer | Waiting {
  const schema = operationSchema(service.schemas, action);
  const operation = Object.hasOwn(service.operations, action) ? service.operations[action] : undefined;
  if (schema === undefined)
    throw new AwsError(service.unknownAction, `The action ${action} is not valid for this web service.`);
  if (operation === undefined) throw new AwsError(service.unknownAction, `The action ${action} is not simulated.`);

  const input = read(schema);
  const isAdmitted = again || limits.admits({ account, region, service: service.name, action, input, userAgent });
  if (!isAdmitted) throw service.throttled;
  const current = worldOf(account, region);
  advance(current);
  const stale = rules.find((rule) => rule.kind === 'stale-read');
  const keepMs = faults.furthestBack();
  if (isWrite(action) && keepMs > 0) history.remember(current, keepMs);
  const world = stale && !isWrite(action) ? history.ago(current, stale.ms ?? 0) : current;
  const result = operation(input, { account, region, clock, world, ...(endpoint === undefined ? {} : { endpoint }) });
  if (result instanceof Waiting && !isOver) return result;
  const whole = result instanceof Waiting ? result.atLast : result;
  const short = isList(action, input) ? rules.find(({ kind }) => kind === 'short-list') : undefined;
  const given =
    short === undefined ? whole : shortList(whole, { keep: faults.shortened(short), isLast: short.keep !== undefined });
  const output = write(schema, given);
  // What a write sets going begins with the write, not with whatever call comes next.
  if (isWrite(action)) advance(current);
  return output;
}

/** Whether a call changes what stands; messages come and go without it. */
function isWrite(action: string): boolean {
  return !/^(?:Describe|Get|List|AssumeRole)|Message/.test(action);
}

function denied({ service, action, account }: Found, text: string): AwsError {
  const permission = `${service.iamPrefix}:${action}`;
  const resource = /arn:aws[\w-]*:[^&"\s]+/.exec(safeDecode(text))?.[0] ?? '*';
  const { code, status, opening = '' } = service.denied;
  return new AwsError(
    code,
    `${opening}User: ${callerArn(account)} is not authorized to perform: ${permission} on resource: ${resource} because no identity-based policy allows the ${permission} action`,
    status,
  );
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unknownService(requestId: string): Reply {
  const body = 'No simulated service is named by the signature, the Version parameter or X-Amz-Target.';
  return { status: 400, contentType: 'text/plain', body, requestId };
}

import type { Clock } from '../core/clock.ts';
import { advance } from './advance.ts';
import { type Caller, callerOf, type IncomingCall } from './caller.ts';
import { operationSchema } from './codec/schema.ts';
import type { FaultKind, FaultRule, Faults } from './faults.ts';
import type { History } from './history.ts';
import type { Journal } from './journal.ts';
import { randomUuid } from './random.ts';
import { AwsError } from './service.ts';
import type { Service } from './services.ts';
import { callerArn } from './sts/index.ts';
import type { World } from './world.ts';

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly requestId: string;
}

/** What answering draws on. */
export interface Answering {
  readonly services: readonly Service[];
  readonly world: (account: string, region: string) => World;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly history: History;
  readonly random: () => number;
}

interface Found extends Caller {
  readonly service: Service;
}

/** Answers one AWS call, faults and all, and writes it down. Undefined: the connection is to be cut. */
export async function answer(answering: Answering, incoming: IncomingCall): Promise<Reply | undefined> {
  const caller = callerOf(incoming, answering.services);
  const requestId = randomUuid(answering.random);
  if (caller.service === undefined) return unknownService(requestId);

  const found: Found = { ...caller, service: caller.service };
  const { name, protocol } = found.service;
  const rules = answering.faults.strike(name, found.action);
  const delay = rules.reduce((sum, rule) => sum + (rule.kind === 'latency' ? (rule.ms ?? 0) : 0), 0);
  if (delay > 0) await answering.clock.sleep(delay);

  const outcome = attempt(answering, found, incoming, rules, requestId);
  answering.journal.record({
    at: answering.clock.now(),
    account: found.account,
    region: found.region,
    service: name,
    action: found.action,
    outcome: outcome instanceof AwsError ? outcome.code : outcome === undefined ? 'dropped' : 'ok',
    write: isWrite(found.action),
  });
  if (outcome === undefined) return undefined;
  const { contentType } = protocol;
  if (outcome instanceof AwsError)
    return { status: outcome.status, contentType, requestId, body: protocol.encodeError(outcome, requestId) };
  return { status: 200, contentType, requestId, body: outcome.body };
}

/** What comes of the call: an answer, a refusal, or nothing at all. */
function attempt(
  answering: Answering,
  found: Found,
  incoming: IncomingCall,
  rules: readonly FaultRule[],
  requestId: string,
): { body: string } | AwsError | undefined {
  const { service, action } = found;
  const has = (kind: FaultKind, after = false): boolean =>
    rules.some((rule) => rule.kind === kind && (rule.after ?? false) === after);
  const internal = new AwsError(service.internalError, 'An internal error has occurred', 500);
  if (has('drop-before')) return undefined;
  if (has('throttle')) return service.throttled;
  if (has('access-denied')) return denied(found, incoming.text);
  if (has('error-500')) return internal;
  try {
    const body = execute(answering, found, incoming, rules, requestId);
    if (has('drop-after')) return undefined;
    return has('error-500', true) ? internal : { body };
  } catch (error) {
    if (error instanceof AwsError) return error;
    // A fault of the simulator's own: told in full, since whoever meets it has to mend it.
    return new AwsError(service.internalError, `The simulator failed at ${action}: ${String(error)}`, 500);
  }
}

function execute(
  { world: worldOf, clock, faults, history }: Answering,
  { service, action, account, region }: Found,
  { text }: IncomingCall,
  rules: readonly FaultRule[],
  requestId: string,
): string {
  const schema = operationSchema(service.schemas, action);
  const operation = Object.hasOwn(service.operations, action) ? service.operations[action] : undefined;
  if (schema === undefined)
    throw new AwsError(service.unknownAction, `The action ${action} is not valid for this web service.`);
  if (operation === undefined) throw new AwsError(service.unknownAction, `The action ${action} is not simulated.`);

  const input = service.protocol.decode(schema, text);
  const current = worldOf(account, region);
  advance(current);
  const stale = rules.find((rule) => rule.kind === 'stale-read');
  const keepMs = faults.furthestBack();
  if (isWrite(action) && keepMs > 0) history.remember(current, keepMs);
  const world = stale && !isWrite(action) ? history.ago(current, stale.ms ?? 0) : current;
  const body = service.protocol.encode(schema, operation(input, { account, region, clock, world }), requestId);
  // What a write sets going begins with the write, not with whatever call comes next.
  if (isWrite(action)) advance(current);
  return body;
}

function isWrite(action: string): boolean {
  return !/^(?:Describe|Get|List|AssumeRole)/.test(action);
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

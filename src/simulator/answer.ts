import { advance, nextDue } from './advance.ts';
import type { Answering, Exchange, Found } from './answering.ts';
import { callerOf, type IncomingCall } from './caller.ts';
import { operationSchema } from './codec/schema.ts';
import type { FaultKind, FaultRule, Faults } from './faults.ts';
import { arnOf } from './identity.ts';
import { randomUuid } from './random.ts';
import { lateList } from './late-list.ts';
import { isWrite, recordDone, recordRefusal } from './recording.ts';
import { AwsError, Waiting } from './service.ts';
import { isList, shortList } from './short-list.ts';
import { messageOr } from './wait.ts';
import type { World } from './world.ts';

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly requestId: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one AWS call as it came over the wire. Undefined: the connection is to be cut. */
export async function answer(answering: Answering, incoming: IncomingCall): Promise<Reply | undefined> {
  const caller = callerOf(incoming, answering.services, answering.owners);
  const requestId = randomUuid(answering.random);
  if (caller.service === undefined) return unknownService(requestId);

  const { protocol } = caller.service;
  const { contentType } = protocol;
  const outcome = await perform(
    answering,
    { ...caller, service: caller.service, requestId },
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

/** Performs one AWS call, faults and all, and writes it down. Undefined: no answer ever comes. */
export async function perform<Answer extends object>(
  answering: Answering,
  found: Found,
  exchange: Exchange<Answer>,
): Promise<Answer | AwsError | undefined> {
  const { name, load } = found.service;
  const rules = answering.faults.strike(name, found.action, answering.clock.now());
  const delay = rules.reduce((sum, rule) => sum + (rule.kind === 'latency' ? (rule.ms ?? 0) : 0), 0);
  if (delay > 0) await answering.clock.sleep(delay);

  const service = load === undefined ? found.service : { ...found.service, schemas: await load() };
  const outcome = await attempts(answering, { ...found, service }, exchange, rules);
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
  const internal = (): AwsError => new AwsError(service.internalError, 'An internal error has occurred', 500);
  if (has('drop-before')) return undefined;
  try {
    if (has('throttle')) throw service.throttled;
    if (has('access-denied')) throw denied(found, exchange.text);
    if (has('error-500')) throw internal();
    const output = execute(answering, found, exchange, circumstances);
    if (has('drop-after')) return undefined;
    return has('error-500', true) ? internal() : output;
  } catch (error) {
    // A fault of the simulator's own: told in full, since whoever meets it has to mend it.
    const own = (): AwsError =>
      new AwsError(service.internalError, `The simulator failed at ${action}: ${String(error)}`, 500);
    const refusal = error instanceof AwsError ? error : own();
    recordRefusal(answering, found, exchange, refusal);
    return refusal;
  }
}

function execute<Answer>(
  answering: Answering,
  found: Found,
  { read, write }: Exchange<Answer>,
  { rules, again = false, isOver = false }: Circumstances,
): Answer | Waiting {
  const { world: worldOf, clock, faults, limits, history } = answering;
  const { service, action, identity, account, region, userAgent, endpoint } = found;
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
  const reached = endpoint === undefined ? {} : { endpoint };
  const ask = (asked: World): object =>
    operation(input, { account, region, identity, clock, world: asked, ...reached });
  const result = ask(world);
  if (result instanceof Waiting && !isOver) return result;
  const whole = result instanceof Waiting ? result.atLast : result;
  const given = isList(action, input)
    ? spoilt(whole, { rules, faults, before: (ms) => ask(history.ago(current, ms)) })
    : whole;
  recordDone(answering, found, { schema, input, outcome: given });
  const output = write(schema, given);
  // What a write sets going begins with the write, not with whatever call comes next.
  if (isWrite(action)) advance(current);
  return output;
}

interface Spoiling {
  readonly rules: readonly FaultRule[];
  readonly faults: Faults;
  /** What would have been answered some time ago. */
  readonly before: (ms: number) => object;
}

/** A list as it is shown, where it is late or short. */
function spoilt(whole: object, { rules, faults, before }: Spoiling): object {
  const late = rules.find(({ kind }) => kind === 'late-list');
  const shown = late === undefined ? whole : lateList(whole, () => before(late.ms ?? 0), faults.lateness(late));
  const short = rules.find(({ kind }) => kind === 'short-list');
  if (short === undefined) return shown;
  return shortList(shown, { keep: faults.shortened(short), isLast: short.keep !== undefined });
}

function denied({ service, action, identity }: Found, text: string): AwsError {
  const permission = `${service.iamPrefix}:${action}`;
  const resource = /arn:aws[\w-]*:[^&"\s]+/.exec(safeDecode(text))?.[0] ?? '*';
  const { code, status, opening = '' } = service.denied;
  return new AwsError(
    code,
    `${opening}User: ${arnOf(identity)} is not authorized to perform: ${permission} on resource: ${resource} because no identity-based policy allows the ${permission} action`,
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

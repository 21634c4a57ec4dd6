import type { Answering, Exchange, Found } from './answering.ts';
import { isRecorded } from './cloudtrail/record.ts';
import { operationSchema, type OperationSchema } from './codec/schema.ts';
import { randomUuid } from './random.ts';
import type { AwsError } from './service.ts';

/** Whether a call changes what stands; messages come and go without it. */
export function isWrite(action: string): boolean {
  return !/^(?:Describe|Get|List|Lookup|AssumeRole)|Message/.test(action);
}

type Recording = Pick<Answering, 'events' | 'random' | 'world'>;

/** Writes down a write that was carried out. */
export function recordDone(recording: Recording, found: Found, done: Done): void {
  record(recording, found, { ...done, isRefused: false });
}

interface Done {
  readonly schema: OperationSchema;
  readonly input: object;
  readonly outcome: object;
}

/** Writes down a write that was refused. */
export function recordRefusal(
  recording: Recording,
  found: Found,
  { read }: Pick<Exchange<unknown>, 'read'>,
  outcome: AwsError,
): void {
  const schema = operationSchema(found.service.schemas, found.action);
  if (schema === undefined) return;
  record(recording, found, { schema, input: readable(schema, read), outcome, isRefused: true });
}

type What = Pick<Parameters<Recording['events']['record']>[1], 'schema' | 'input' | 'outcome' | 'isRefused'>;

function record({ events, random, world }: Recording, found: Found, what: What): void {
  const { service, action, identity, account, region, address, userAgent } = found;
  if (!isWrite(action) || !isRecorded(service.name)) return;
  events.record(world(account, region), {
    ...what,
    service: service.name,
    schemas: service.schemas,
    identity,
    region,
    address,
    userAgent,
    requestId: found.requestId ?? randomUuid(random),
  });
}

/** What was asked, unless that is what was wrong with it. */
function readable(schema: OperationSchema, read: (schema: OperationSchema) => object): object | undefined {
  try {
    return read(schema);
  } catch {
    return undefined;
  }
}

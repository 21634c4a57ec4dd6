import type { CloudTrailPort } from '../ports.ts';
import type { Understood } from './hint.ts';
import { understoodRecord } from './record.ts';
import { batchOf, type Batch, type EventSource } from './source.ts';

/** As many events as CloudTrail hands out at once. */
const MOST = 50;

/** The latest writes of CloudTrail's event history: it needs no set-up, and is some minutes late. */
export async function latestWrites(
  cloudTrail: CloudTrailPort,
): Promise<readonly { readonly id: string; readonly understood: Understood }[]> {
  const { Events = [] } = await cloudTrail.lookupEvents({
    LookupAttributes: [{ AttributeKey: 'ReadOnly', AttributeValue: 'false' }],
    MaxResults: MOST,
  });
  return Events.map(({ EventId = '', CloudTrailEvent = '' }) => ({
    id: EventId,
    understood: understood(CloudTrailEvent),
  }));
}

function understood(record: string): Understood {
  try {
    return understoodRecord(JSON.parse(record));
  } catch {
    return { poison: 'a CloudTrail record that is not JSON' };
  }
}

/** Looks up what is new in the history, again and again; the first time, all that the page has. */
export class Trail implements EventSource {
  readonly name = 'trail';
  readonly #cloudTrail: CloudTrailPort;
  readonly #rest: () => Promise<unknown>;
  #page: ReadonlySet<string> | undefined;

  /** Between two look-ups it rests. */
  constructor(cloudTrail: CloudTrailPort, rest: () => Promise<unknown>) {
    this.#cloudTrail = cloudTrail;
    this.#rest = rest;
  }

  async next(): Promise<Batch> {
    if (this.#page !== undefined) await this.#rest();
    const before = this.#page ?? new Set();
    const writes = await latestWrites(this.#cloudTrail);
    this.#page = new Set(writes.map(({ id }) => id));
    const fresh = writes.filter(({ id }) => !before.has(id));
    return batchOf(
      fresh.map((one) => one.understood),
      () => Promise.resolve(),
    );
  }
}

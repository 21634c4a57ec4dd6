import type { Clock } from '../core/clock.ts';
import type { Caller } from './caller.ts';
import type { OperationSchema } from './codec/schema.ts';
import type { Events } from './events/events.ts';
import type { Faults } from './faults.ts';
import type { History } from './history.ts';
import type { Owners } from './identity.ts';
import type { Journal } from './journal.ts';
import type { RequestLimits } from './request-limits/request-limits.ts';
import type { Service } from './services.ts';
import type { World } from './world.ts';

/** What answering draws on. */
export interface Answering {
  readonly services: readonly Service[];
  readonly world: (account: string, region: string) => World;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly events: Events;
  readonly owners: Owners;
  readonly limits: RequestLimits;
  readonly history: History;
  readonly random: () => number;
}

export interface Found extends Caller {
  readonly service: Service;
  /** What its answer says that it was; absent where it is nobody's business. */
  readonly requestId?: string;
}

/** How a call's input is read and its output written: by a wire format, or by none. */
export interface Exchange<Answer> {
  /** What was asked, for what is quoted of it in a refusal. */
  readonly text: string;
  readonly read: (schema: OperationSchema) => object;
  readonly write: (schema: OperationSchema, output: object) => Answer;
}

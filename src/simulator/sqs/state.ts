export interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  /** From when on a receiver gets it. */
  visibleAt: number;
  receives: number;
  firstReceivedAt: number | undefined;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  changedAt: number;
  /** As CreateQueue takes them; AWS's own where none was given. */
  readonly attributes: Map<string, string>;
  /** By id, the one that was sent first comes first. */
  readonly messages: Map<string, Message>;
  purgedAt: number | undefined;
}

export interface SqsState {
  readonly queues: Map<string, Queue>;
  /** Those who wait for a message. */
  readonly waiting: Set<() => void>;
}

export function createSqsState(): SqsState {
  return { queues: new Map(), waiting: new Set() };
}

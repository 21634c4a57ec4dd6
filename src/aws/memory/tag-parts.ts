import type { Call } from '../reads.ts';
import type { Part, ReadMemory, Reply } from './read-memory.ts';

export interface TagDescription {
  readonly ResourceArn?: string;
  /** Absent where it is yet to be read: AWS always gives a list. */
  readonly Tags?: readonly object[];
}

/** Reads the tags of all of them with one call, and remembers those of each. What is not in AWS's answer is gone. */
export async function readTags(memory: ReadMemory, parts: readonly Part[], call: Call): Promise<void> {
  if (parts.length === 0) return;
  const answer = (await call({ ResourceArns: parts.map(arnIn) })) as {
    readonly TagDescriptions?: readonly TagDescription[];
  };
  const reply = new Map((answer.TagDescriptions ?? []).map((one) => [one.ResourceArn, one]));
  for (const part of parts) {
    const one = reply.get(arnIn(part));
    if (one === undefined) memory.forget(part);
    else memory.record(part, { answer: { TagDescriptions: [one] } });
  }
}

/** The one object whose tags it is about. */
export function arnIn({ input }: Part): string {
  return (input as { readonly ResourceArns: readonly [string] }).ResourceArns[0];
}

/** What AWS answered, as if it did so now. */
export function answersOf(reply: Reply): object {
  if ('refusal' in reply) throw reply.refusal;
  return reply.answer;
}

export function tagged(reply: Reply): TagDescription[] {
  return (answersOf(reply) as { readonly TagDescriptions: TagDescription[] }).TagDescriptions;
}

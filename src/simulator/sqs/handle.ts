import { AwsError } from '../service.ts';
import type { Message, Queue } from './state.ts';

/** A receipt for one receiving of a message: the next one makes another. */
export function handleOf({ id, receives }: Message): string {
  return Buffer.from(`${id}#${receives}`).toString('base64');
}

/** The message that a receipt is for; undefined where it is gone, or was received again since. */
export function received(queue: Queue, handle = ''): Message | undefined {
  const [, id = ''] = /^([\w-]{36})#\d+$/.exec(Buffer.from(handle, 'base64').toString()) ?? [];
  if (id === '')
    throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
  const message = queue.messages.get(id);
  return message !== undefined && handleOf(message) === handle ? message : undefined;
}

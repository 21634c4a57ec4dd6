import type {
  BatchResultErrorEntry,
  ChangeMessageVisibilityRequest,
  DeleteMessageBatchRequest,
  DeleteMessageBatchResult,
  DeleteMessageBatchResultEntry,
  DeleteMessageRequest,
} from '@aws-sdk/client-sqs';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { needQueue } from './find.ts';
import { received } from './handle.ts';

const MOST_IN_BATCH = 10;

/** Succeeds for a message that is gone as well. */
export function deleteMessage(input: DeleteMessageRequest, { world }: Call<World>): object {
  const queue = needQueue(world, input.QueueUrl);
  const message = received(queue, input.ReceiptHandle);
  if (message) queue.messages.delete(message.id);
  return {};
}

export function deleteMessageBatch(input: DeleteMessageBatchRequest, call: Call<World>): DeleteMessageBatchResult {
  const entries = input.Entries ?? [];
  if (entries.length === 0)
    throw new AwsError(
      'EmptyBatchRequest',
      'There should be at least one DeleteMessageBatchRequestEntry in the request.',
    );
  if (entries.length > MOST_IN_BATCH)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST_IN_BATCH}. You have sent ${entries.length}.`,
    );
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  const Successful: DeleteMessageBatchResultEntry[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const { Id, ReceiptHandle } of entries) {
    try {
      deleteMessage({ QueueUrl: input.QueueUrl, ReceiptHandle }, call);
      Successful.push({ Id });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ReceiptHandleIsInvalid') throw error;
      Failed.push({ Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

export function changeMessageVisibility(input: ChangeMessageVisibilityRequest, { world }: Call<World>): object {
  const message = received(needQueue(world, input.QueueUrl), input.ReceiptHandle);
  const now = world.clock.now();
  if (message === undefined || message.visibleAt <= now)
    throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
  message.visibleAt = now + (input.VisibilityTimeout ?? 0) * 1000;
  for (const wake of world.sqs.waiting) wake();
  return {};
}

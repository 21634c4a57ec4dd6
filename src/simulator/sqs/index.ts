import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { getQueueAttributes, setQueueAttributes } from './attributes.ts';
import { changeMessageVisibility, deleteMessage, deleteMessageBatch } from './delete.ts';
import { createQueue, deleteQueue, getQueueUrl, listQueues, purgeQueue } from './queues.ts';
import { receiveMessage } from './receive.ts';
import { sendMessage } from './send.ts';

/** SQS's operations on standard queues, as far as a reader of events needs them. */
export const sqsOperations: Record<string, Operation<World>> = {
  ChangeMessageVisibility: changeMessageVisibility,
  CreateQueue: createQueue,
  DeleteMessage: deleteMessage,
  DeleteMessageBatch: deleteMessageBatch,
  DeleteQueue: deleteQueue,
  GetQueueAttributes: getQueueAttributes,
  GetQueueUrl: getQueueUrl,
  ListQueues: listQueues,
  PurgeQueue: purgeQueue,
  ReceiveMessage: receiveMessage,
  SendMessage: sendMessage,
  SetQueueAttributes: setQueueAttributes,
};

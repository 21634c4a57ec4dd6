import { DeleteMessageBatchCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SqsOperation } from '../operations.ts';

export { SQSClient as Client };

export const commands = {
  getQueueUrl: GetQueueUrlCommand,
  receiveMessage: ReceiveMessageCommand,
  deleteMessageBatch: DeleteMessageBatchCommand,
} satisfies Record<SqsOperation, unknown>;

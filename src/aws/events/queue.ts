import type { SqsPort } from '../ports.ts';
import { batchOf, type Batch, type EventSource } from './source.ts';
import { understoodMessage } from './understand.ts';

/** As long as SQS waits for a message, and as many as it hands out at once. */
const LONGEST_WAIT_S = 20;
const MOST = 10;

/** `sqs://name`, `sqs://host/account/name`, or the queue's URL. */
export const queueAddress = /^(?:sqs:\/\/[\w-]{1,80}|(?:sqs|https?):\/\/[^/\s]+\/\d{12}\/[\w-]{1,80})$/;

/** An SQS queue that a rule of EventBridge delivers to. */
export class EventQueue implements EventSource {
  readonly name = 'queue';
  readonly #sqs: SqsPort;
  readonly #address: string;
  #url: string | undefined;

  constructor(sqs: SqsPort, address: string) {
    this.#sqs = sqs;
    this.#address = address;
    this.#url = urlIn(address);
  }

  async next(): Promise<Batch> {
    this.#url ??= await this.#find();
    const QueueUrl = this.#url;
    const { Messages = [] } = await this.#sqs.receiveMessage({
      QueueUrl,
      MaxNumberOfMessages: MOST,
      WaitTimeSeconds: LONGEST_WAIT_S,
    });
    const handles = Messages.flatMap(({ ReceiptHandle }) => ReceiptHandle ?? []);
    return batchOf(
      Messages.map(({ Body = '' }) => understoodMessage(Body)),
      () => this.#delete(QueueUrl, handles),
    );
  }

  async #find(): Promise<string> {
    const { QueueUrl = '' } = await this.#sqs.getQueueUrl({ QueueName: this.#address.replace('sqs://', '') });
    return QueueUrl;
  }

  /** What fails here comes again, and is then known. */
  async #delete(QueueUrl: string, handles: readonly string[]): Promise<void> {
    if (handles.length === 0) return;
    const Entries = handles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
    await this.#sqs.deleteMessageBatch({ QueueUrl, Entries });
  }
}

function urlIn(address: string): string | undefined {
  const url = address.replace(/^sqs:\/\/(?=[^/]+\/)/, 'https://');
  return url.startsWith('sqs:') ? undefined : url;
}

import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import type { Queue } from './state.ts';

const GONE = 'The specified queue does not exist.';

/** The queue of an URL, whatever host it names. */
export function needQueue(world: World, url: string | undefined): Queue {
  const [, account, name] = /\/(\d{12})\/([\w.-]+)$/.exec(url ?? '') ?? [];
  if (account !== undefined && account !== world.account)
    throw new AwsError('AccessDenied', 'Access to the resource is denied.', 403);
  return needQueueNamed(world, name);
}

export function needQueueNamed({ sqs }: World, name = ''): Queue {
  const queue = sqs.queues.get(name);
  if (queue === undefined) throw new AwsError('QueueDoesNotExist', GONE);
  return queue;
}

export function queueUrl({ world, endpoint }: Call<World>, name: string): string {
  return `${endpoint ?? `https://sqs.${world.region}.amazonaws.com`}/${world.account}/${name}`;
}

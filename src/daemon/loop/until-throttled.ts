import { notReadYet } from '../../aws/memory/remembered-look.ts';
import type { Aws } from '../../aws/ports.ts';
import { readingThrough } from '../../aws/reads.ts';
import { asEvenkeelError } from '../../core/errors.ts';
import { callsThrough } from './calls.ts';

/** AWS for one look at an endpoint that is taken to have no limits. */
export interface LookUntilThrottled {
  readonly aws: Aws;
  /** Whether the endpoint has refused a call for its rate. */
  readonly isThrottled: () => boolean;
}

/** Once the endpoint has refused a read for its rate, what is left of the look is not read: it would only be refused as well. */
export function untilThrottled(aws: Aws): LookUntilThrottled {
  const before = callsThrough(aws).throttled;
  const isThrottled = (): boolean => callsThrough(aws).throttled > before;
  const read = async (call: Promise<object>): Promise<object> => {
    try {
      return await call;
    } catch (thrown) {
      throw asEvenkeelError(thrown).code === 'throttled' ? notReadYet() : thrown;
    }
  };
  return {
    aws: readingThrough(aws, ({ input, call }) => (isThrottled() ? Promise.reject(notReadYet()) : read(call(input)))),
    isThrottled,
  };
}

import { callerIn } from './caller.ts';
import { membersOf, textOf, timeOf, type Understood } from './hint.ts';
import { objectsIn } from './objects.ts';

/** What a CloudTrail record comes to: as EventBridge delivers it, and as the event history keeps it. */
export function understoodRecord(value: unknown): Understood {
  const record = membersOf(value);
  const call = textOf(record['eventName']);
  const at = timeOf(record['eventTime']);
  const id = textOf(record['eventID']);
  const source = textOf(record['eventSource'])?.replace(/\.amazonaws\.com(?:\.cn)?$/, '');
  if (call === undefined || at === undefined || id === undefined || source === undefined)
    return { poison: 'a CloudTrail record without eventName, eventTime, eventID or eventSource' };
  if (textOf(record['errorCode']) !== undefined) return { ignored: 'a call that failed' };
  if (record['readOnly'] === true || record['readOnly'] === 'true') return { ignored: 'a read' };
  const by = callerIn(record);
  const region = textOf(record['awsRegion']);
  const requestId = textOf(record['requestID']);
  const objects = objectsIn(record['requestParameters'], record['responseElements'], record['resources']);
  return {
    hint: {
      id,
      objects,
      call,
      at,
      source,
      ...(by === undefined ? {} : { by }),
      ...(region === undefined ? {} : { region }),
      ...(requestId === undefined ? {} : { requestId }),
    },
  };
}

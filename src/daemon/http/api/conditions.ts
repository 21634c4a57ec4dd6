import type { Condition } from '../../../core/conditions.ts';
import type { ReportedObject } from '../../../report/status/objects.ts';

export function ready(object: ReportedObject): Condition['status'] {
  return statusOf(object, 'Ready');
}

export function drifted(object: ReportedObject): Condition['status'] {
  return statusOf(object, 'Drifted');
}

export function stalled(object: ReportedObject): Condition['status'] {
  return statusOf(object, 'Stalled');
}

function statusOf({ conditions }: ReportedObject, type: Condition['type']): Condition['status'] {
  return conditions.find((condition) => condition.type === type)?.status ?? 'Unknown';
}

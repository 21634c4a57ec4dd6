import type { EcsServiceState } from '../../resources/ecs-service/type.ts';
import type { ServiceEvidence, TaskEvidence } from '../evidence.ts';
import { calls, type Seen } from '../finding.ts';
import type { Facts, Subject } from '../facts.ts';

export type EcsService = Subject<EcsServiceState>;

/** What AWS complains of: why a task stopped, or what an event says. */
export interface Complaint extends Seen {
  /** Absent where it is an event's. */
  readonly task?: TaskEvidence;
}

/** Each service of the folder that something was read of, because it looks unwell. */
export function unwellServices(facts: Facts): { readonly service: EcsService; readonly read: ServiceEvidence }[] {
  return facts.of<EcsServiceState>('ecs-service').flatMap((service) => {
    const read = facts.evidence.services.get(service.live.physical);
    return read === undefined ? [] : [{ service, read }];
  });
}

/**
 * Those of tasks first, for they say more; the newest first of each. What happened before the service was last at rest is over,
 * unless ECS went back to what was there before.
 */
export function complaintsOf({ live }: EcsService, read: ServiceEvidence): Complaint[] {
  const rested = live.status?.failed ? 0 : (read.events.find(isRest)?.at ?? 0);
  const tasks = read.tasks
    .filter((task) => isFailure(task) && (task.endedAt ?? rested) >= rested)
    .map((task) => ({ said: wordsOf(task), call: calls.tasks, task }));
  const events = eventsSinceRest(read)
    .filter(({ message }) => troubled.test(message))
    .map(({ message }) => ({ said: message, call: calls.services }));
  return [...tasks, ...events];
}

/** What happened since the service was last at rest; the newest first. */
export function eventsSinceRest({ events }: ServiceEvidence): ServiceEvidence['events'] {
  const rest = events.findIndex(isRest);
  return rest === -1 ? events : events.slice(0, rest);
}

function isRest({ message }: ServiceEvidence['events'][number]): boolean {
  return message.includes('has reached a steady state');
}

const troubled = /unable to|is unhealthy|failed/i;

/** A task that was stopped to make room, or by somebody's hand, has not failed. */
function isFailure({ stopCode, stoppedReason = '' }: TaskEvidence): boolean {
  if (stopCode === undefined || stopCode === 'UserInitiated') return false;
  return (
    stopCode !== 'ServiceSchedulerInitiated' || !/^(?:scaling activity|task (?:set )?deployment)/i.test(stoppedReason)
  );
}

/** A container's own reason is repeated in the task's where the task never started. */
function wordsOf({ stoppedReason = '', stopCode, containers }: TaskEvidence): string {
  const ended = containers
    .filter(({ reason, exitCode }) => (reason !== undefined && reason !== stoppedReason) || (exitCode ?? 0) !== 0)
    .map(({ name, exitCode, reason }) => {
      const exit = exitCode === undefined ? '' : ` exited with code ${exitCode}`;
      return `container ${name}${exit}${reason === undefined ? '' : `: ${reason}`}`;
    });
  return [stoppedReason || (stopCode ?? ''), ...ended].filter((part) => part !== '').join('; ');
}

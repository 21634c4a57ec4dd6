import { groupBy } from '../../core/group-by.ts';
import { placeOf, type Facts } from '../facts.ts';
import { calls, type Trouble, type Seen } from '../finding.ts';
import { complaintsOf, eventsSinceRest, unwellServices, type Complaint, type EcsService } from './complaints.ts';
import type { ServiceEvidence } from '../evidence.ts';
import { otherCause, stopCauses, type Cause } from './stop-causes.ts';

/** How many of the newest of its kind are reported. */
const MOST = 3;
const MINUTE = 60_000;
/** A task that is pending, or a service that is unsteady, for longer is reported. */
const PATIENCE = { pending: 5 * MINUTE, unsteady: 10 * MINUTE };

/** Why tasks stop; or, where nothing says so, that they are pending or the service unsteady for long. */
export function ecsTasks(facts: Facts): Trouble[] {
  return unwellServices(facts).flatMap(({ service, read }) => {
    const complaints = complaintsOf(service, read);
    const causes = groupBy(complaints, ({ said }) => causeOf(said)?.reason);
    const known = stopCauses.flatMap((cause) => {
      const own = causes.get(cause.reason);
      return own === undefined ? [] : [stopping(cause, own, service, facts)];
    });
    if (known.length > 0) return known;
    const others = complaints.filter(({ task }) => task !== undefined);
    if (others.length > 0) return [stopping(otherCause, others, service, facts)];
    if (service.live.status?.failed) return [];
    return pending(service, read, facts.now) ?? unsteady(service, read, facts.now) ?? [];
  });
}

function causeOf(said: string): Cause | undefined {
  return stopCauses.find((cause) => cause.said.test(said));
}

function stopping(
  cause: Omit<Cause, 'said'>,
  complaints: readonly Complaint[],
  service: EcsService,
  facts: Facts,
): Trouble {
  const tasks = new Set(complaints.flatMap(({ task }) => task?.id ?? [])).size;
  return {
    reason: cause.reason,
    about: placeOf(service),
    concerns: [service.manifest],
    symptom: tasks === 0 ? cause.symptom : `${cause.symptom} (${tasks} recently)`,
    evidence: newest(complaints.map(({ said, call }) => ({ said, call }))),
    remedy: cause.remedy(complaints[0]!, service, facts),
  };
}

function pending(service: EcsService, read: ServiceEvidence, now: number): Trouble[] | undefined {
  const waiting = read.tasks.filter(
    ({ status, createdAt }) =>
      /^(?:PROVISIONING|PENDING|ACTIVATING)$/.test(status) && now - createdAt > PATIENCE.pending,
  );
  if (waiting.length === 0) return undefined;
  const seen = waiting.map(({ id, status, createdAt }) => ({
    said: `task ${id} is ${status} for ${minutes(now - createdAt)}`,
    call: calls.tasks,
  }));
  return [
    {
      reason: 'task-pending',
      about: placeOf(service),
      concerns: [service.manifest],
      symptom: `${waiting.length === 1 ? 'a task is' : `${waiting.length} tasks are`} pending for over 5 minutes`,
      evidence: [...newest(seen), ...lastEvents(read)],
      remedy: {
        text: 'check whether image and secrets can be reached from the subnets: with a public address, by a NAT gateway, or by endpoints in the VPC',
        field: { ...placeOf(service), path: 'spec.ecs.network' },
      },
    },
  ];
}

function unsteady(service: EcsService, read: ServiceEvidence, now: number): Trouble[] | undefined {
  const { status } = service.live;
  const since = eventsSinceRest(read).at(-1)?.at ?? read.deployedAt ?? now;
  if (status?.ready !== false || now - since <= PATIENCE.unsteady) return undefined;
  return [
    {
      reason: 'not-steady',
      about: placeOf(service),
      concerns: [service.manifest],
      symptom: `the service has not been steady for ${minutes(now - since)}: ${status.text}`,
      evidence: lastEvents(read),
      remedy: {
        text: "read its last events and its targets' health; with circuitBreaker: { enable: true, rollback: true }, ECS rolls back by itself",
        field: { ...placeOf(service), path: 'spec.ecs.deployment' },
      },
    },
  ];
}

function lastEvents({ events }: ServiceEvidence): Seen[] {
  return newest(events.map(({ message }) => ({ said: message, call: calls.services })));
}

/** Each once. */
function newest(seen: readonly Seen[]): Seen[] {
  return [...new Map(seen.map((one) => [one.said, one])).values()].slice(0, MOST);
}

function minutes(ms: number): string {
  return `${Math.floor(ms / MINUTE)} minutes`;
}

import { readEventOptions } from './events/event-options.ts';
import type { Events } from './events/events.ts';
import { readFaultRules, type Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import type { World } from './world.ts';
import type { RequestLimits } from './request-limits/request-limits.ts';

/** What the control endpoints may reach, so that a simulator in another process can be driven. */
export interface Controlled {
  readonly journal: Journal;
  readonly faults: Faults;
  readonly events: Events;
  readonly worlds: Iterable<World>;
  readonly limits: RequestLimits;
  readonly reset: () => void;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const PREFIX = '/_evenkeel/';

export function isControl(path: string): boolean {
  return path.startsWith(PREFIX);
}

/**
 * `GET health`, `GET journal`, `GET limits` (how each bucket stands), `GET events` (who gets them, and how many there were), `POST events` (who
 * gets them and how, in place of what was), `POST faults` (a list of rules, in place of all others) and `POST reset`.
 */
export function control(controlled: Controlled, method: string, path: string, body: string): Answer {
  const { journal, faults, events, worlds, limits, reset } = controlled;
  switch (`${method} ${path.slice(PREFIX.length)}`) {
    case 'GET health':
      return { status: 200, body: { status: 'ok' } };
    case 'GET journal':
      return {
        status: 200,
        body: {
          reads: journal.reads(),
          writes: journal.writes(),
          counts: journal.counts(),
          entries: journal.entries(),
        },
      };
    case 'GET limits':
      return { status: 200, body: { buckets: limits.report() } };
    case 'GET events':
      return { status: 200, body: events.report() };
    case 'POST events':
      return taking(body, (value) => {
        events.set(readEventOptions(value));
        for (const world of worlds) events.prepare(world);
      });
    case 'POST faults':
      return taking(body, (value) => faults.set(readFaultRules(value)));
    case 'POST reset':
      reset();
      return { status: 200, body: {} };
    default:
      return { status: 404, body: { message: `${method} ${path} is not one of the control endpoints` } };
  }
}

function taking(body: string, take: (value: unknown) => void): Answer {
  try {
    take(JSON.parse(body));
    return { status: 200, body: {} };
  } catch (error) {
    return { status: 400, body: { message: String(error) } };
  }
}

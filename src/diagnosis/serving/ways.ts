import { worstOf, type Verdict } from '../../core/serving.ts';
import { weighedGroupsOf } from '../../resources/action/target-groups.ts';
import type { Action } from '../../resources/action/type.ts';

/** A target group that an action forwards to; without a verdict where nobody could read it. */
export interface Destination {
  readonly name: string;
  readonly verdict: Verdict | undefined;
}

/** Where a listener's default action, or one of its rules, leads. */
export interface Way {
  readonly label: string;
  readonly verdict: Verdict;
}

const leads: Verdict = { ready: 'True', health: 'healthy', reason: 'Active', message: 'it serves requests' };

/** A redirect and a fixed answer lead somewhere; a forward, where one of its groups serves. Of what nobody could read the best is assumed. */
export function judgeActions(actions: readonly Action[], destinationOf: (group: string) => Destination): Verdict {
  if (!actions.some((action) => 'forward' in action)) return leads;
  const groups = weighedGroupsOf(actions).map(destinationOf);
  if (groups.length === 0) return leadingNowhere('all its target groups have weight 0', false);
  const lost = groups.filter(({ verdict }) => verdict?.ready === 'False');
  const isOnItsWay = lost.some(({ verdict }) => verdict?.health === 'pending');
  const message = lost.map(lossText).join(', ');
  if (lost.length === groups.length) return leadingNowhere(message, isOnItsWay);
  return lost.length === 0 || isOnItsWay ? leads : degraded(message);
}

/** It does its work while any of its ways leads somewhere; of the others it tells. Not all of them may be known. */
export function judgeListener(ways: readonly Way[], areAllKnown: boolean): Verdict {
  const lost = ways.filter(({ verdict }) => verdict.ready === 'False');
  if (lost.length === ways.length && areAllKnown) {
    const message = [...new Set(lost.map(({ verdict }) => verdict.message))].join(', ');
    return leadingNowhere(message, lost.some(isPending));
  }
  const unhealthy = ways.filter((way) => !isPending(way) && way.verdict.health !== 'healthy');
  if (unhealthy.length === 0) return leads;
  return degraded(unhealthy.map(wayText).join('; '));
}

/** Each of its listeners has to lead somewhere. */
export function judgeLoadBalancer(listeners: readonly Way[]): Verdict {
  const worst = worstOf(listeners.map(({ verdict }) => verdict));
  if (worst === undefined || worst.health === 'healthy') return leads;
  const alike = listeners.filter(({ verdict }) => verdict.health === worst.health);
  const message = alike.map((one) => (worst.ready === 'True' ? `${one.label}: ${one.verdict.message}` : wayText(one)));
  return { ...worst, message: message.join('; ') };
}

function isPending({ verdict }: Way): boolean {
  return verdict.health === 'pending';
}

function leadingNowhere(message: string, isOnItsWay: boolean): Verdict {
  if (isOnItsWay) return { ready: 'False', health: 'pending', reason: 'Initial', message };
  return { ready: 'False', health: 'unhealthy', reason: 'NoHealthyTargets', message };
}

function degraded(message: string): Verdict {
  return { ready: 'True', health: 'degraded', reason: 'Degraded', message };
}

function lossText({ name, verdict }: Destination): string {
  if (verdict?.health === 'pending') return `the targets of ${name} are being registered`;
  return verdict?.reason === 'NoTargets' ? `${name} has no targets` : `${name} has no healthy target`;
}

function wayText({ label, verdict: { ready, message, health } }: Way): string {
  if (health === 'pending') return `${label} cannot serve requests yet: ${message}`;
  return ready === 'True'
    ? `part of ${label} cannot serve requests: ${message}`
    : `${label} cannot serve requests: ${message}`;
}

import { readOwnership } from '../../core/ownership.ts';
import type { Live, TargetHealth, Unreadable } from '../../core/resource.ts';
import type { ListenerState } from '../listener/type.ts';
import type { ObserveContext, Observed, Reads } from '../resource.ts';
import type { TargetState } from './type.ts';

/** How it is read. */
export const targetReads: Reads<TargetState> = { observe };

/** What is registered in our target groups, and in those that we may adopt, as these were read: it costs no call of its own. */
function observe({ observed, names, owner, unread }: ObserveContext): Promise<Observed<TargetState>> {
  const live: Live<TargetState>[] = [];
  const unreadable: Unreadable[] = [];
  const listeners = observed('listener') as readonly Live<ListenerState>[];
  for (const group of observed('target-group')) {
    const whose = readOwnership(group.tags)?.owner;
    if (whose === undefined ? !names('target-group').has(group.name ?? '') : whose !== owner) continue;
    const targets = group.status?.targets;
    if (targets === undefined) {
      const { message, notYet } = unread('target-group', group.physical) ?? {
        message: 'it vanished while it was read',
      };
      unreadable.push({ type: 'target', parent: group.physical, message, ...(notYet && { notYet }) });
    } else live.push(...targets.filter(isRegistered).map((target) => toLive(group, target, usedBy(target, listeners))));
  }
  return Promise.resolve({ live, unreadable });
}

/** A draining one is on its way out: where it is wanted, it has to be registered anew. */
function isRegistered({ state }: TargetHealth): boolean {
  return state !== 'draining' && state !== 'unhealthy.draining';
}

/** AWS deletes no load balancer, nor the listener behind which it serves, while it is registered as a target. */
function usedBy({ id, port }: TargetHealth, listeners: readonly Live<ListenerState>[]): string[] {
  const behind = listeners.filter(({ parent, state }) => parent === id && state.port === port);
  return behind.length === 0 ? [] : [id, ...behind.map(({ physical }) => physical)];
}

function toLive(group: Live, target: TargetHealth, uses: readonly string[]): Live<TargetState> {
  const { id, port, zone } = target;
  return {
    type: 'target',
    physical: `${group.physical}/${id}${port === undefined ? '' : `:${port}`}`,
    parent: group.physical,
    state: {
      group: group.physical,
      id,
      ...(port === undefined ? {} : { port }),
      ...(zone === undefined ? {} : { zone }),
    },
    tags: {},
    outputs: {},
    uses,
    status: { ready: serves(target), text: textOf(target), targets: [target] },
  };
}

/** Where nothing checks it, there is nothing to wait for. */
function serves({ state }: TargetHealth): boolean {
  return state === 'healthy' || state === 'unavailable' || state === 'unused';
}

function textOf({ state, reason, description }: TargetHealth): string {
  return [state, reason, description].filter((part) => part !== undefined).join(': ');
}

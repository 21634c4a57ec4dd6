import type { Change } from '../../../core/plan.ts';
import type { ResourceId } from '../../../core/value.ts';
import type { Action } from '../../../resources/action/type.ts';
import { stateLabel } from './labels.ts';

/** Where traffic goes from something. */
export interface Way {
  readonly to: string;
  /** Its share of the traffic, where there are several ways. */
  readonly weight?: number;
}

/** What is known of something that does not stand: what it would be, by the fields that it would have. */
export interface Missing {
  readonly label: string;
  /** What contains it. */
  readonly container?: ResourceId;
  /** What traffic would go to next: its ARN, or its id where that is missing too. */
  readonly ways: readonly Way[];
}

export function missingOf({ id, type, diffs, after }: Change): Missing {
  const state = Object.fromEntries(diffs.map(({ path, wanted }) => [path.slice(path.lastIndexOf('/') + 1), wanted]));
  const container = containerOf(id, type);
  const groups = after.filter((first) => first.startsWith('target-group/') && first !== container);
  return {
    label: (diffs.length > 0 && stateLabel(type, state)) || lastOf(id, type),
    ...(container === undefined ? {} : { container }),
    ways: [...(type.startsWith('listener') ? groups.map((to) => ({ to })) : []), ...forwardsOf(type, state)],
  };
}

/** Where a listener or a rule sends traffic. */
export function forwardsOf(type: string, state: object): Way[] {
  if (type !== 'listener' && type !== 'listener-rule') return [];
  const { actions, defaultActions = actions } = state as Readonly<Record<string, readonly Action[] | undefined>>;
  return (defaultActions ?? []).flatMap((action) => {
    if (!('forward' in action)) return [];
    const { targetGroups } = action.forward;
    return targetGroups.flatMap(({ targetGroup, weight }) =>
      typeof targetGroup === 'string' ? [{ to: targetGroup, ...(targetGroups.length > 1 ? { weight } : {}) }] : [],
    );
  });
}

/**
 * A listener of `web` is called `listener/default/web/80`, a rule of it `listener-rule/default/web/80/api`, and a target that
 * the Service `pages` puts into `web` is called `target/default/pages/web/i-1:80`, or `…/shop.web/…` where `web` is of another
 * namespace.
 */
function containerOf(id: ResourceId, type: string): ResourceId | undefined {
  const [, namespace, name, part = ''] = id.split('/');
  if (type === 'listener') return `load-balancer/${namespace}/${name}`;
  if (type === 'listener-rule') return `listener/${namespace}/${name}/${part}`;
  if (type !== 'target') return undefined;
  return `target-group/${part.includes('.') ? part.replace('.', '/') : `${namespace}/${part}`}`;
}

function lastOf(id: ResourceId, type: string): string {
  const parts = id.split('/');
  return parts.slice(type === 'target' ? 4 : 2).join('/');
}

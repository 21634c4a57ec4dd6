import { groupBy } from '../../core/group-by.ts';
import type { TargetHealth } from '../../core/resource.ts';
import type { LoadBalancerState } from '../../resources/load-balancer/type.ts';
import type { TargetGroupState } from '../../resources/target-group/type.ts';
import { calls, type Trouble, type Remedy } from '../finding.ts';
import { placeOf, type Facts, type Subject } from '../facts.ts';
import { fillersOf } from '../members.ts';
import { forwarders } from '../traffic.ts';
import { isOutsideZones } from '../../resources/target-group/targets.ts';
import { outsideZones } from './outside-zones.ts';
import { targetReasons } from './target-reasons.ts';

type TargetGroupSubject = Subject<TargetGroupState>;

/** Registered targets that get no requests, by AWS's reason. */
export function targetHealth(facts: Facts): Trouble[] {
  const forwardingTo = forwarders(facts);
  return facts.of<TargetGroupState>('target-group').flatMap((group) => {
    const ill = (group.live.status?.targets ?? []).filter((target) => isIll(group, target));
    return [...groupBy(ill, ({ reason, description }) => `${reason} ${description}`).values()].map((targets) =>
      finding(facts, { group, targets, balancers: forwardingTo(group.live.physical) }),
    );
  });
}

/** Those that are coming or going are not ill, and a function is not checked unless asked for. */
function isIll({ live }: TargetGroupSubject, { state, reason }: TargetHealth): boolean {
  if (state === 'unavailable') return reason !== 'Target.HealthCheckDisabled' || live.state.targetType !== 'lambda';
  return state === 'unhealthy' || state === 'unused';
}

interface Ill {
  readonly group: TargetGroupSubject;
  /** Of the same state, reason and description. */
  readonly targets: readonly TargetHealth[];
  readonly balancers: readonly Subject<LoadBalancerState>[];
}

function finding(facts: Facts, { group, targets, balancers }: Ill): Trouble {
  const { manifest, live } = group;
  const [{ state, reason = 'no reason', description = '' }] = targets as [TargetHealth];
  const seen = targets.map(({ id, port }) => `${id}${port === undefined ? '' : `:${port}`}`);
  const shown = seen.slice(0, MOST).join(', ');
  const more = seen.length > MOST ? ` and ${seen.length - MOST} more` : '';
  return {
    reason: `target-${state.replaceAll('.', '-')}`,
    about: placeOf(group),
    concerns: [
      manifest,
      ...balancers.map((one) => one.manifest),
      ...fillersOf(facts, group).map((one) => one.manifest),
    ],
    symptom: `${targets.length} of ${live.status?.targets?.length ?? 0} targets ${targets.length === 1 ? 'is' : 'are'} ${state}: ${explained(reason, description).means}`,
    evidence: [
      { said: `${reason}${description === '' ? '' : `: ${description}`} (${shown}${more})`, call: calls.targetHealth },
      ...checkSeen(group, state),
    ],
    remedy: remedyOf(),
  };

  function remedyOf(): Remedy {
    if (reason === 'Target.NotInUse' && isOutsideZones(description) && balancers[0] !== undefined)
      return outsideZones(facts, balancers[0], targets);
    const { todo, field } = explained(reason, description);
    return { text: todo, ...(field === undefined ? {} : { field: { ...placeOf(group), path: field } }) };
  }
}

const MOST = 3;

function explained(reason: string, description: string) {
  const known = targetReasons.find((one) => one.reason === reason && (one.said?.test(description) ?? true));
  return known ?? { means: 'AWS says why', todo: 'fix what AWS names', field: undefined };
}

/** How it is checked, where the check is what it fails. */
function checkSeen({ live }: TargetGroupSubject, state: string): Trouble['evidence'] {
  const { protocol, port, path = '', matcher, timeoutSeconds } = live.state.healthCheck ?? {};
  if (state !== 'unhealthy' || protocol === undefined) return [];
  const expected = matcher === undefined ? '' : `, expecting ${matcher}`;
  const within = timeoutSeconds === undefined ? '' : ` within ${timeoutSeconds} s`;
  return [
    {
      said: `checked by ${protocol} ${path} on ${port}${expected}${within}`.replace('  ', ' '),
      call: calls.targetGroups,
    },
  ];
}

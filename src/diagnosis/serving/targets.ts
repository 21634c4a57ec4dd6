import type { TargetHealth } from '../../core/resource.ts';
import type { Health, Verdict } from '../../core/serving.ts';
import { healthText, shortfallText, phaseOf, type TargetPhase } from '../../resources/target-group/targets.ts';

/** What is asked of the targets of a group. */
export interface Use {
  /** Requests are led to the group. */
  readonly isForwardedTo: boolean;
  /** ECS or Auto Scaling is to register targets, so that somebody means it to serve. */
  readonly isFilled: boolean;
  /** Somebody is at work on bringing targets. */
  readonly isComing: boolean;
}

const noTargetsText = 'requests are forwarded to the target group, but it has no targets: they get no answer';

const comingText = 'the target group has no targets yet: they are being registered';

const drainingText = 'all targets of the target group are draining';

/** Whether those that are registered do the work that the group is there for: one that serves is enough, and less than all is told. */
export function judgeTargets(targets: readonly TargetHealth[], use: Use): Verdict {
  const registered = targets.map(phaseOf).filter((state) => state !== 'draining');
  const count = (state: TargetPhase): number => registered.filter((one) => one === state).length;
  const [all, serving, unhealthy] = [registered.length, count('serving'), count('unhealthy')];
  const isUsed = use.isForwardedTo || (use.isFilled && (all === 0 || count('unused') < all));
  if (!isUsed) return unused(all);
  if (all === 0) {
    if (targets.length > 0 && !use.isComing) {
      return { ready: 'False', health: 'pending', reason: 'Draining', message: drainingText };
    }
    if (use.isComing) return { ready: 'False', health: 'pending', reason: 'NoTargets', message: comingText };
    return { ready: 'False', health: 'unhealthy', reason: 'NoTargets', message: noTargetsText };
  }
  const message = shortfallText(targets);
  if (serving === all) return { ready: 'True', health: 'healthy', reason: 'Active', message: healthText(targets) };
  const isOnItsWay = count('initial') + count('unused') > 0;
  if (serving > 0) {
    if (unhealthy === 0 && isOnItsWay) return { ready: 'True', health: 'pending', reason: 'Initial', message };
    return { ready: 'True', health: 'degraded', reason: 'Degraded', message };
  }
  if (isOnItsWay) return { ready: 'False', health: 'pending', reason: 'Initial', message };
  if (unhealthy === 0) return { ready: 'Unknown', health: 'unknown', reason: 'Unavailable', message };
  return { ready: 'False', health: 'unhealthy', reason: 'Unhealthy', message };
}

function unused(registered: number): Verdict {
  const who = registered === 0 ? ', and no target is registered in it' : '';
  const message = `not in use: no listener or rule forwards to the target group${who}`;
  return { ready: 'True', health: 'unused', reason: 'NotInUse', message };
}

/** One target by itself. */
export function targetHealth(target: TargetHealth, isInUse: boolean): Health {
  const phase = phaseOf(target);
  return phase === 'unused' && isInUse ? 'pending' : healths[phase];
}

const healths: Readonly<Record<TargetPhase, Health>> = {
  serving: 'healthy',
  initial: 'pending',
  draining: 'pending',
  unused: 'unused',
  unhealthy: 'unhealthy',
  unknown: 'unknown',
};

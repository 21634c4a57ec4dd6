import type { TargetHealth } from '../../core/resource.ts';
import type { Health, Verdict } from '../../core/serving.ts';
import { healthText, shortfallText, stageOf, type Stage } from '../../resources/target-group/targets.ts';

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
  const registered = targets.map(stageOf).filter((stage) => stage !== 'leaving');
  const count = (stage: Stage): number => registered.filter((one) => one === stage).length;
  const [all, serving, ill] = [registered.length, count('serving'), count('ill')];
  const isUsed = use.isForwardedTo || (use.isFilled && (all === 0 || count('idle') < all));
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
  const isOnItsWay = count('coming') + count('idle') > 0;
  if (serving > 0) {
    if (ill === 0 && isOnItsWay) return { ready: 'True', health: 'pending', reason: 'Initial', message };
    return { ready: 'True', health: 'degraded', reason: 'Degraded', message };
  }
  if (isOnItsWay) return { ready: 'False', health: 'pending', reason: 'Initial', message };
  if (ill === 0) return { ready: 'Unknown', health: 'unknown', reason: 'Unavailable', message };
  return { ready: 'False', health: 'unhealthy', reason: 'Unhealthy', message };
}

function unused(registered: number): Verdict {
  const who = registered === 0 ? ', and no target is registered in it' : '';
  const message = `not in use: no listener or rule forwards to the target group${who}`;
  return { ready: 'True', health: 'unused', reason: 'NotInUse', message };
}

/** One target by itself. */
export function targetHealth(target: TargetHealth, isInUse: boolean): Health {
  const stage = stageOf(target);
  return stage === 'idle' && isInUse ? 'pending' : healths[stage];
}

const healths: Readonly<Record<Stage, Health>> = {
  serving: 'healthy',
  coming: 'pending',
  leaving: 'pending',
  idle: 'unused',
  ill: 'unhealthy',
  unsure: 'unknown',
};

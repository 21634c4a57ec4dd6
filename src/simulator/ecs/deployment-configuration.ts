import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { refuse } from './constraints.ts';

const whole: DeploymentConfiguration = {
  deploymentCircuitBreaker: { enable: false, rollback: false },
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  strategy: 'ROLLING',
  bakeTimeInMinutes: 0,
};

/** One task on every instance: there is no room for a second beside it. */
const ofDaemon: DeploymentConfiguration = { ...whole, maximumPercent: 100, minimumHealthyPercent: 0 };

/** What AWS fills in for a new service. */
export function usualDeploymentConfiguration(scheduling: string | undefined): DeploymentConfiguration {
  return scheduling === 'DAEMON' ? ofDaemon : whole;
}

/** What is asked for, over what stands. */
export function settleDeploymentConfiguration(
  asked: DeploymentConfiguration | undefined,
  standing: DeploymentConfiguration,
): DeploymentConfiguration {
  const { linearConfiguration: _, canaryConfiguration: __, ...others } = standing;
  const isSame = (asked?.strategy ?? standing.strategy) === standing.strategy;
  const settled = { ...(isSame ? standing : others), ...asked };
  const { strategy, linearConfiguration: linear, canaryConfiguration: canary, bakeTimeInMinutes: bake = 0 } = settled;
  requirePercents(settled);
  if (bake < 0 || bake > 1440) refuse('bakeTimeInMinutes must be between 0 and 1440.');
  if (linear !== undefined && strategy !== 'LINEAR') refuse('linearConfiguration requires the LINEAR strategy.');
  if (canary !== undefined && strategy !== 'CANARY') refuse('canaryConfiguration requires the CANARY strategy.');
  return {
    ...settled,
    ...(strategy === 'LINEAR' ? { linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: 6, ...linear } } : {}),
    ...(strategy === 'CANARY'
      ? { canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 10, ...canary } }
      : {}),
  };
}

function requirePercents({
  maximumPercent: most = 0,
  minimumHealthyPercent: least = 0,
}: DeploymentConfiguration): void {
  if (most < 100) refuse('maximumPercent must be at least 100');
  if (least < 0 || least > most) refuse('minimumHealthyPercent must be between 0 and maximumPercent');
  if (least === 100 && most === 100)
    refuse('Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.');
}

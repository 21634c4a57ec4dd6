import type { Fault } from '../../../../schema/fault.ts';
import type { DeploymentSpec } from '../deployment.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

/** Settings of a deployment that contradict each other, or by which no task could ever be replaced. */
export function* deployment({
  deployment: given = {},
  schedulingStrategy,
  availabilityZoneRebalancing,
}: EcsSpec): Iterable<Fault> {
  const here = (field: string): Fault['path'] => at('deployment', field);
  yield* controller(given);
  const isDaemon = schedulingStrategy === 'DAEMON';
  const { minimumHealthyPercent: least = isDaemon ? 0 : 100, maximumPercent: most = isDaemon ? 100 : 200 } = given;
  const field = given.maximumPercent === undefined ? 'minimumHealthyPercent' : 'maximumPercent';
  if (most <= least && (given.strategy ?? 'ROLLING') === 'ROLLING')
    yield {
      path: here(field),
      message: `with at least ${least} % and at most ${most} % of the tasks running, none could ever be replaced`,
      hint: 'maximumPercent must be more than minimumHealthyPercent',
    };
  if (isDaemon && most > 100) yield { path: here('maximumPercent'), message: `must be 100 for a daemon, is ${most}` };
  if (availabilityZoneRebalancing === 'ENABLED' && most <= 100 && !isDaemon)
    yield {
      path: at('availabilityZoneRebalancing'),
      message: `needs room for a task more: maximumPercent must be over 100, is ${most}`,
    };
  if (given.circuitBreaker?.rollback === true && !given.circuitBreaker.enable)
    yield {
      path: [...here('circuitBreaker'), 'rollback'],
      message: 'a circuit breaker that is off rolls nothing back',
    };
  if (given.alarms?.rollback === true && !given.alarms.enable)
    yield { path: [...here('alarms'), 'rollback'], message: 'alarms that are not watched roll nothing back' };
  yield* early(given, least);
  yield* hooks(given);
}

/** When it has succeeded must be said whole, and not before tasks may be stopped. */
function* early({ earlySuccessCriteria: given }: DeploymentSpec, least: number): Iterable<Fault> {
  if (given?.enable !== true) return;
  const path = at('deployment', 'earlySuccessCriteria');
  const { healthyPercent: healthy } = given;
  for (const field of ['healthyPercent', 'sourceServiceRevisionCleanup'] as const)
    if (given[field] === undefined) yield { path, message: `"${field}" is missing` };
  if (healthy !== undefined && healthy < least)
    yield {
      path: [...path, 'healthyPercent'],
      message: `must be at least minimumHealthyPercent ${least}, is ${healthy}`,
    };
}

function* hooks({ lifecycleHooks = [] }: DeploymentSpec): Iterable<Fault> {
  const needed = ['hookTargetArn', 'roleArn'] as const;
  const foreign = ['hookTargetArn', 'roleArn', 'hookDetails'] as const;
  for (const [index, hook] of lifecycleHooks.entries()) {
    const path = at('deployment', 'lifecycleHooks', index);
    if (hook.targetType === 'PAUSE')
      for (const field of foreign.filter((one) => hook[one] !== undefined))
        yield { path: [...path, field], onKey: true, message: 'does not go with PAUSE, which asks no function' };
    else
      for (const field of needed.filter((one) => hook[one] === undefined))
        yield { path, message: `"${field}" is missing`, hint: 'or targetType: PAUSE, which asks no function' };
  }
}

/** What only ECS's own deployments have. */
function* controller({ controller: given = 'ECS', ...others }: DeploymentSpec): Iterable<Fault> {
  if (given === 'ECS') return;
  for (const field of [
    'circuitBreaker',
    'alarms',
    'strategy',
    'bakeTimeMinutes',
    'lifecycleHooks',
    'earlySuccessCriteria',
  ] as const)
    if (others[field] !== undefined)
      yield {
        path: at('deployment', field),
        onKey: true,
        message: `goes only with the controller ECS, and it is ${given}`,
      };
}

import type { TargetGroup, TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Elbv2Port } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { readOwnership } from '../../core/ownership.ts';
import { readElbv2Tags } from '../elbv2-tags.ts';
import { reasonText, toTarget } from '../target-group/targets.ts';
import { MOST_GROUPS, targetGroupsOf, weighedGroupsOf } from './target-groups.ts';
import type { Action, Forward } from './type.ts';

/**
 * AWS checks the health of a group's targets only once something forwards to it, so that a switch to another group would
 * meet targets that do not serve yet. The newcomer first stands beside the groups that serve, without any weight; only
 * when its targets are healthy is the switch made. Until then this refuses, and is tried again.
 */
export async function warmUp(
  elbv2: Elbv2Port,
  wanted: readonly Action[],
  live: readonly Action[],
  write: (actions: readonly Action[]) => Promise<unknown>,
): Promise<void> {
  const serving = live.find((action) => 'forward' in action)?.forward;
  const served = weighedGroupsOf(live);
  const newcomers = weighedGroupsOf(wanted).filter((group) => !served.includes(group));
  if (serving === undefined || served.length === 0 || newcomers.length === 0) return;
  if (new Set([...targetGroupsOf(live), ...newcomers]).size > MOST_GROUPS) return;
  const { TargetGroups: groups = [] } = await elbv2.describeTargetGroups({ TargetGroupArns: newcomers });
  const filled = await waitedFor(elbv2, groups.filter(isWeighable));
  if (filled.length === 0) return;
  if (filled.some(({ group }) => (group.LoadBalancerArns ?? []).length === 0)) {
    await write(wanted.map((action) => ('forward' in action ? { forward: beside(serving, newcomers) } : action)));
    throw notServing(filled);
  }
  if (!filled.every(({ targets }) => serves(targets))) throw notServing(filled);
}

interface Filled {
  readonly group: TargetGroup;
  readonly targets: readonly TargetHealthDescription[];
}

/** Only an application load balancer weighs groups against each other. */
function isWeighable({ Protocol, TargetType }: TargetGroup): boolean {
  return Protocol === 'HTTP' || Protocol === 'HTTPS' || TargetType === 'lambda';
}

/** Those that have targets, or that a Service is about to fill. */
async function waitedFor(elbv2: Elbv2Port, groups: readonly TargetGroup[]): Promise<Filled[]> {
  const tags = await readElbv2Tags(
    elbv2,
    groups.map(({ TargetGroupArn: arn = '' }) => arn),
  );
  const filled = await Promise.all(
    groups.map(async (group): Promise<Filled> => {
      const { TargetGroupArn } = group;
      const { TargetHealthDescriptions: targets = [] } = await elbv2.describeTargetHealth({ TargetGroupArn });
      return { group, targets };
    }),
  );
  return filled.filter(({ group, targets }) => {
    const ours = readOwnership(tags.get(group.TargetGroupArn ?? '') ?? {});
    return targets.length > 0 || ours?.targets !== undefined;
  });
}

function beside({ targetGroups, stickiness }: Forward, newcomers: readonly string[]): Forward {
  const standing = new Set(targetGroups.map(({ targetGroup }) => targetGroup));
  const added = newcomers.filter((group) => !standing.has(group));
  return { targetGroups: [...targetGroups, ...added.map((targetGroup) => ({ targetGroup, weight: 0 }))], stickiness };
}

/** `unavailable`: nothing checks it. */
function serves(targets: readonly TargetHealthDescription[]): boolean {
  const states = targets.map(({ TargetHealth: health }) => health?.State);
  return !states.includes('initial') && states.some((state) => state === 'healthy' || state === 'unavailable');
}

function notServing(filled: readonly Filled[]): EvenkeelError {
  const shortfalls = filled.map(({ group, targets }) => {
    const states = targets.map(toTarget).map((target) => {
      const why = reasonText(target);
      return `${target.id} ${target.state}${why === '' ? '' : ` (${why})`}`;
    });
    return `${group.TargetGroupName}: ${states.length === 0 ? 'no targets yet' : states.slice(0, 4).join(', ')}`;
  });
  return new EvenkeelError({
    code: 'not-ready',
    retry: 'soon',
    message: `the old target group keeps serving until the new one does (${shortfalls.join('; ')})`,
    remedy: 'find out what keeps its targets from being healthy',
  });
}

import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { attributeValue } from '../elbv2/attributes.ts';
import type { Target, TargetGroup } from '../elbv2/state.ts';
import { targetGroupAttributes } from '../elbv2/target-group-attributes.ts';
import { keyOf } from '../elbv2/targets.ts';
import type { World } from '../world.ts';
import type { Asked } from './request.ts';
import { sharesOf } from './shares.ts';

const groupCookie = 'AWSALBTG';
const targetCookie = 'AWSALB';

/** The group that the client was sent to before, where the action keeps clients with their group. */
export function stuckGroup(asked: Asked, action: Action): string | undefined {
  if (groupSeconds(action) === undefined) return undefined;
  const token = cookie(asked, groupCookie);
  return sharesOf(action).find(({ arn }) => tokenOf(arn) === token)?.arn;
}

/** The target that the client was sent to before, where the group keeps clients with their target and it is usable. */
export function stuckTarget(asked: Asked, group: TargetGroup, usable: readonly Target[]): Target | undefined {
  if (targetSeconds(group) === undefined) return undefined;
  const token = cookie(asked, targetCookie);
  return usable.find((target) => tokenOf(keyOf(target)) === token);
}

/** The cookies that bring the client back to where it was sent. */
export function stickyCookies(world: World, action: Action, group: TargetGroup, target: Target): string[] {
  const now = world.clock.now();
  return [
    ...cookiesNamed(groupCookie, tokenOf(group.arn), { now, seconds: groupSeconds(action) }),
    ...cookiesNamed(targetCookie, tokenOf(keyOf(target)), { now, seconds: targetSeconds(group) }),
  ];
}

/** For how long; undefined where it does not stick. */
function groupSeconds({ ForwardConfig: config }: Action): number | undefined {
  const stickiness = config?.TargetGroupStickinessConfig;
  return stickiness?.Enabled === true ? stickiness.DurationSeconds : undefined;
}

function targetSeconds(group: TargetGroup): number | undefined {
  const value = (key: string): string => attributeValue(targetGroupAttributes, group, `stickiness.${key}`);
  if (value('enabled') !== 'true' || value('type') !== 'lb_cookie') return undefined;
  return Number(value('lb_cookie.duration_seconds'));
}

function cookiesNamed(
  name: string,
  token: string,
  { now, seconds }: { now: number; seconds: number | undefined },
): string[] {
  if (seconds === undefined) return [];
  const common = `Expires=${new Date(now + seconds * 1000).toUTCString()}; Path=/`;
  return [`${name}=${token}; ${common}`, `${name}CORS=${token}; ${common}; SameSite=None; Secure`];
}

function cookie({ headers }: Asked, name: string): string | undefined {
  const pairs = (headers['cookie'] ?? []).flatMap((line) => line.split(/;\s*/));
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

function tokenOf(key: string): string {
  return Buffer.from(key).toString('base64url');
}

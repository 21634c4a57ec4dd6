import type { Action, ProtocolEnum, TargetGroupTuple } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import { refuse, refuseConfiguration, requireSome } from './constraints.ts';
import { unordered } from './paging.ts';
import type { LoadBalancer, TargetGroup } from './state.ts';
import { familyOf } from './target-group-family.ts';
import { usage } from './usage.ts';

/** The listener, as it will be, whose traffic the actions are for. */
export interface Route {
  readonly world: World;
  readonly loadBalancer: LoadBalancer;
  readonly protocol: ProtocolEnum | undefined;
  readonly port: number | undefined;
}

/** Which target group protocols a network load balancer's listener may forward to. */
const carries: Readonly<Record<string, readonly string[]>> = {
  TCP: ['TCP', 'TCP_UDP', 'TCP_QUIC'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP'],
  QUIC: ['QUIC', 'TCP_QUIC'],
  TCP_QUIC: ['TCP_QUIC'],
};

/** AWS tells a forward to one group both ways, whichever was used to ask for it. */
export function settleForward(route: Route, action: Action): Action {
  const tuples = readTuples(action);
  requireTargetGroups(route, tuples);
  const stickiness = { Enabled: false, ...action.ForwardConfig?.TargetGroupStickinessConfig };
  const { DurationSeconds: seconds } = stickiness;
  if (stickiness.Enabled === true && (seconds === undefined || seconds < 1 || seconds > 604_800)) {
    refuse('Target group stickiness duration must be between 1 and 604800 seconds, inclusive');
  }
  return {
    Type: 'forward',
    Order: action.Order,
    ...(tuples.length === 1 ? { TargetGroupArn: tuples[0]?.TargetGroupArn } : {}),
    ForwardConfig: {
      TargetGroups: unordered(tuples, (tuple) => tuple.TargetGroupArn),
      TargetGroupStickinessConfig: stickiness,
    },
  };
}

type Tuple = TargetGroupTuple & { TargetGroupArn: string };

function readTuples({ TargetGroupArn: arn, ForwardConfig: config }: Action): Tuple[] {
  const configured = config?.TargetGroups ?? [];
  if (arn !== undefined && configured.some((tuple) => tuple.TargetGroupArn !== arn)) {
    refuse('You cannot specify both a target group ARN and a forward configuration with other target groups');
  }
  const asked =
    configured.length > 0 ? configured : requireSome(arn === undefined ? [] : [arn], 'target group').map(alone);
  const tuples = asked.map((tuple) => ({ TargetGroupArn: tuple.TargetGroupArn ?? '', Weight: tuple.Weight ?? 1 }));
  if (tuples.some(({ Weight }) => Weight < 0 || Weight > 999)) {
    refuse('The weight for each target group must be between 0 and 999, inclusive');
  }
  if (new Set(tuples.map((tuple) => tuple.TargetGroupArn)).size < tuples.length) {
    refuse('A target group cannot be specified more than once in a forward action');
  }
  return tuples;
}

function alone(TargetGroupArn: string): TargetGroupTuple {
  return { TargetGroupArn };
}

function requireTargetGroups(route: Route, tuples: readonly Tuple[]): void {
  const { world, loadBalancer } = route;
  const { quotas, targetGroups } = world.elbv2;
  const most =
    loadBalancer.type === 'application'
      ? quotas['target-groups-per-action-on-application-load-balancer']
      : loadBalancer.type === 'network'
        ? quotas['target-groups-per-action-on-network-load-balancer']
        : 1;
  if (tuples.length > most) {
    throw new AwsError('TooManyTargetGroups', `An action can forward to at most ${most} target groups`);
  }
  const users = usage(world);
  for (const { TargetGroupArn: arn } of tuples) {
    const group = targetGroups.get(arn);
    if (group === undefined) throw new AwsError('TargetGroupNotFound', `Target groups '${arn}' not found`);
    requireFit(route, group);
    requireSoleUser(loadBalancer, group, users.get(arn));
  }
  requireRoomForGroups(route, tuples, users);
}

function requireFit({ loadBalancer, protocol }: Route, group: TargetGroup): void {
  if (group.vpcId !== undefined && group.vpcId !== loadBalancer.vpcId) {
    refuseConfiguration(`Target group '${group.arn}' is not in the VPC of the load balancer, '${loadBalancer.vpcId}'`);
  }
  const fits =
    familyOf(group) === loadBalancer.type &&
    (loadBalancer.type !== 'network' || carries[protocol ?? '']?.includes(group.protocol ?? ''));
  if (!fits) {
    throw new AwsError(
      'IncompatibleProtocols',
      `Target group '${group.arn}' with protocol '${group.protocol}' is not supported by a listener with protocol '${protocol}'`,
    );
  }
  if (protocol === 'HTTP' && (group.protocolVersion === 'GRPC' || group.protocolVersion === 'HTTP2')) {
    refuseConfiguration(
      `Listener protocol 'HTTP' is not supported with a target group with the protocol-version '${group.protocolVersion}'`,
    );
  }
}

function requireSoleUser(loadBalancer: LoadBalancer, group: TargetGroup, users: ReadonlySet<string> = new Set()): void {
  if ([...users].every((user) => user === loadBalancer.arn)) return;
  throw new AwsError(
    'TargetGroupAssociationLimit',
    `The following target groups cannot be associated with more than one load balancer: ${group.arn}`,
  );
}

function requireRoomForGroups(
  { world, loadBalancer }: Route,
  tuples: readonly Tuple[],
  users: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  if (loadBalancer.type !== 'application') return;
  const standing = [...users].flatMap(([arn, loadBalancers]) => (loadBalancers.has(loadBalancer.arn) ? [arn] : []));
  const most = world.elbv2.quotas['target-groups-per-application-load-balancer'];
  if (new Set([...standing, ...tuples.map((tuple) => tuple.TargetGroupArn)]).size <= most) return;
  throw new AwsError(
    'TooManyUniqueTargetGroupsPerLoadBalancer',
    `Load balancer '${loadBalancer.arn}' can use at most ${most} target groups`,
  );
}

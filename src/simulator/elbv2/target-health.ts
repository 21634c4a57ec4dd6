import type {
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  TargetHealth,
  TargetHealthDescription,
  TargetHealthReasonEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { requireTargetGroup } from './find.ts';
import { verdictOnLoadBalancer } from './load-balancer-targets.ts';
import { unordered } from './paging.ts';
import { zoneOfAddress } from './target-types.ts';
import { dropGone, keyOf, read } from './targets.ts';
import type { Target, TargetGroup, Verdict, AskedTarget } from './state.ts';
import { usage } from './usage.ts';

/** Decides what the health checks of a target will find from now on; without it they find everything healthy. */
export function setTargetHealth(
  world: World,
  target: { targetGroupArn: string; id: string; port: number | undefined },
  verdict: Verdict,
): void {
  world.elbv2.targetHealth.set(`${target.targetGroupArn} ${keyOf(target)}`, verdict);
}

/** The health checks of that target find it healthy again. */
export function clearTargetHealth(
  world: World,
  target: { targetGroupArn: string; id: string; port: number | undefined },
): void {
  world.elbv2.targetHealth.delete(`${target.targetGroupArn} ${keyOf(target)}`);
}

export function describeTargetHealth(
  input: DescribeTargetHealthInput,
  { world }: Call<World>,
): DescribeTargetHealthOutput {
  const group = requireTargetGroup(world, input.TargetGroupArn);
  dropGone(world, group);
  const asked = input.Targets?.length
    ? input.Targets.map((target) => read(group, target))
    : [...group.targets.values()];
  const zones = enabledZones(world, group);
  return {
    TargetHealthDescriptions: unordered(asked, keyOf).map((target) => describe(world, group, { target, zones })),
  };
}

/** Every target that is registered or still drains, with its health. */
export function healthOfTargets(world: World, group: TargetGroup): { target: Target; health: TargetHealth }[] {
  dropGone(world, group);
  const zones = enabledZones(world, group);
  return Array.from(group.targets.values(), (target) => ({
    target,
    health: healthOf(world, group, { target, zones }),
  }));
}

/** What a registered target's health checks say by now; undefined where it is not registered. */
export function healthOfTarget(
  world: World,
  targetGroupArn: string,
  target: { id: string; port: number | undefined },
): TargetHealth | undefined {
  const group = world.elbv2.targetGroups.get(targetGroupArn);
  const registered = group?.targets.get(keyOf(target));
  if (group === undefined || registered === undefined) return undefined;
  return healthOf(world, group, { target: registered, zones: enabledZones(world, group) });
}

/** When the first verdict on a registered target is in. */
export function firstVerdictAt(
  world: World,
  targetGroupArn: string,
  target: { id: string; port: number | undefined },
): number | undefined {
  const group = world.elbv2.targetGroups.get(targetGroupArn);
  const registered = group?.targets.get(keyOf(target));
  if (group?.usedSince === undefined || registered === undefined) return undefined;
  return Math.max(registered.registeredAt, group.usedSince) + world.settings.initialHealthMs;
}

interface Described {
  readonly target: AskedTarget;
  readonly zones: ReadonlySet<string>;
}

function describe(world: World, group: TargetGroup, { target, zones }: Described): TargetHealthDescription {
  const registered = group.targets.get(keyOf(target));
  const { HealthCheckPort: port } = group.healthCheck;
  return {
    Target: {
      Id: target.id,
      Port: target.port,
      AvailabilityZone: registered?.availabilityZone,
      QuicServerId: registered?.quicServerId,
    },
    HealthCheckPort: port === 'traffic-port' ? String(target.port) : port,
    TargetHealth:
      registered === undefined
        ? healthAs('unused', 'Target.NotRegistered', 'Target is not registered to the target group')
        : healthOf(world, group, { target: registered, zones }),
  };
}

interface Registered {
  readonly target: Target;
  readonly zones: ReadonlySet<string>;
}

function healthOf(world: World, group: TargetGroup, { target, zones }: Registered): TargetHealth {
  if (target.goneAt !== undefined) {
    return healthAs('draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress');
  }
  if (group.usedSince === undefined) {
    const why = 'Target group is not configured to receive traffic from the load balancer';
    return healthAs('unused', 'Target.NotInUse', why);
  }
  const instance = world.ec2.instances.get(target.id);
  if (instance !== undefined && instance.state !== 'running') {
    return healthAs('unused', 'Target.InvalidState', `Target is in the ${instance.state} state`);
  }
  const zone = zoneOf(world, group, target);
  if (zone !== undefined && !zones.has(zone)) {
    const why = 'Target is in an Availability Zone that is not enabled for the load balancer';
    return healthAs('unused', 'Target.NotInUse', why);
  }
  if (group.healthCheck.HealthCheckEnabled === false) {
    return healthAs('unavailable', 'Target.HealthCheckDisabled', 'Health checks are not enabled for this target');
  }
  const age = world.clock.now() - Math.max(target.registeredAt, group.usedSince);
  return checkedHealth(age / world.settings.initialHealthMs, verdictOn(world, group, target));
}

/** What was decided or, for a load balancer that nothing was decided about, whether it has anybody to hand requests to. */
function verdictOn(world: World, group: TargetGroup, target: Target): Verdict {
  const decided = world.elbv2.targetHealth.get(`${group.arn} ${keyOf(target)}`);
  if (decided !== undefined) return decided;
  if (group.targetType !== 'alb') return 'healthy';
  return verdictOnLoadBalancer(world, target, (behind) =>
    healthOfTargets(world, behind).some(({ health }) => takesRequests(health)),
  );
}

/** Whether a target in this state of health gets requests as a matter of course. */
export function takesRequests({ State: state }: TargetHealth): boolean {
  return state === 'healthy' || state === 'unavailable';
}

/** `progress` is 1 once the first verdict is in. No time to wait makes it infinite or, at the very start, not a number. */
function checkedHealth(progress: number, verdict: Verdict): TargetHealth {
  if (progress < 0.5) return healthAs('initial', 'Elb.RegistrationInProgress', 'Target registration is in progress');
  if (progress < 1) return healthAs('initial', 'Elb.InitialHealthChecking', 'Initial health checks in progress');
  return verdict === 'healthy' ? { State: 'healthy' } : healthAs('unhealthy', verdict, failures[verdict]);
}

const failures: Readonly<Record<Exclude<Verdict, 'healthy'>, string>> = {
  'Target.FailedHealthChecks': 'Health checks failed',
  'Target.ResponseCodeMismatch': 'Health checks failed with these codes: [502]',
  'Target.Timeout': 'Request timed out',
};

/** Where a target lies, so far as that can be known. */
function zoneOf(world: World, group: TargetGroup, target: Target): string | undefined {
  if (group.targetType === 'ip') return zoneOfAddress(world, group.vpcId, target.id);
  const subnetId = world.ec2.instances.get(target.id)?.subnetId;
  return subnetId === undefined ? undefined : world.ec2.subnets.get(subnetId)?.availabilityZone;
}

function enabledZones(world: World, group: TargetGroup): Set<string> {
  const loadBalancers = [...(usage(world).get(group.arn) ?? [])].map((arn) => world.elbv2.loadBalancers.get(arn));
  return new Set(loadBalancers.flatMap((loadBalancer) => loadBalancer?.zones.map((zone) => zone.zoneName) ?? []));
}

function healthAs(
  State: NonNullable<TargetHealth['State']>,
  Reason: TargetHealthReasonEnum,
  Description: string,
): TargetHealth {
  return { State, Reason, Description };
}

import { AwsError } from './service.ts';

/** By which member the items of a list are known, where the list is one of structures. */
const names: Readonly<Record<string, string>> = {
  AutoScalingGroups: 'AutoScalingGroupName',
  Addresses: 'AllocationId',
  Images: 'ImageId',
  Instances: 'InstanceId',
  LaunchTemplates: 'LaunchTemplateId',
  LaunchTemplateVersions: 'VersionNumber',
  Listeners: 'ListenerArn',
  LoadBalancers: 'LoadBalancerArn',
  NetworkInterfaces: 'NetworkInterfaceId',
  ResourceTagMappingList: 'ResourceARN',
  RouteTables: 'RouteTableId',
  Rules: 'RuleArn',
  ScalableTargets: 'ResourceId',
  ScalingPolicies: 'PolicyARN',
  SecurityGroups: 'GroupId',
  SecurityGroupRules: 'SecurityGroupRuleId',
  Subnets: 'SubnetId',
  TargetGroups: 'TargetGroupArn',
  TargetHealthDescriptions: 'Target',
  Vpcs: 'VpcId',
};

/**
 * A list in which some items are still as they were: missing where they were not there yet, there where they are gone.
 * What EC2 groups by reservation is looked at by instance.
 */
export function lateList(now: object, past: () => object, isLate: () => boolean): object {
  const before = unlessRefused(past) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(now).map(([name, value]) => {
      if (!Array.isArray(value)) return [name, value];
      const earlier = Array.isArray(before[name]) ? (before[name] as readonly unknown[]) : [];
      return [name, name === 'Reservations' ? reservations(value, earlier, isLate) : mix(name, value, earlier, isLate)];
    }),
  );
}

/** What the list was asked of may not have been there yet. */
function unlessRefused(ask: () => object): object {
  try {
    return ask();
  } catch (error) {
    if (error instanceof AwsError) return {};
    throw error;
  }
}

function mix(name: string, now: readonly unknown[], past: readonly unknown[], isLate: () => boolean): unknown[] {
  const current = new Map(now.map((item) => [keyOf(name, item), item]));
  const earlier = new Map(past.map((item) => [keyOf(name, item), item]));
  return [...new Set([...current.keys(), ...earlier.keys()])].flatMap((key) => {
    const shown = (isLate() ? earlier : current).get(key);
    return shown === undefined ? [] : [shown];
  });
}

function keyOf(name: string, item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item;
  const key = (item as Readonly<Record<string, unknown>>)[names[name] ?? ''];
  return typeof key === 'object' ? JSON.stringify(key) : (key ?? JSON.stringify(item));
}

interface Reservation {
  readonly ReservationId?: string;
  readonly Instances?: readonly object[];
}

function reservations(now: readonly unknown[], past: readonly unknown[], isLate: () => boolean): Reservation[] {
  const all = [...(now as readonly Reservation[]), ...(past as readonly Reservation[])];
  const instancesOf = (list: readonly unknown[]): object[] =>
    (list as readonly Reservation[]).flatMap(({ Instances = [] }) => Instances);
  const shown = new Set(mix('Instances', instancesOf(now), instancesOf(past), isLate));
  return all
    .map((one) => ({ ...one, Instances: (one.Instances ?? []).filter((instance) => shown.has(instance)) }))
    .filter(({ Instances }) => Instances.length > 0);
}

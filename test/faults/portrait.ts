import { liveInterfaces } from '../../src/simulator/ec2/interfaces.ts';
import type { World } from '../../src/simulator/world.ts';

/** What AWS chooses, or depends on time: no two worlds share it. */
const chosenByAws = new Set([
  'arn',
  'groupId',
  'ruleId',
  'createdAt',
  'createTime',
  'registeredAt',
  'dnsName',
  'networkInterfaceId',
  'privateIpAddress',
  'addresses',
  'usedSince',
  'since',
  'launchTemplateId',
  'LaunchTemplateId',
  'clientToken',
  'scaledAt',
  'activities',
  'refreshes',
]);

/** Where the manifests lay: the same ones, given from elsewhere, ask for the same. */
const source = 'evenkeel.dev/source';

/** All that stands in a world, with names for ids: two worlds that were built alike look alike. */
export function portraitOf(world: World): string[] {
  const names = namesIn(world);
  return Object.entries({ ...balancingIn(world), ...scalingIn(world), ...servicesIn(world) })
    .flatMap(([kind, ones]) => ones.map((one) => `${kind} ${JSON.stringify(plain(one, names))}`))
    .sort();
}

type Things = Readonly<Record<string, readonly object[]>>;

function balancingIn(world: World): Things {
  const { ec2, elbv2 } = world;
  return {
    securityGroup: [...ec2.securityGroups.values()].map((group) => ({ ...group, rules: [...group.rules.values()] })),
    networkInterface: [...liveInterfaces(world).values()].map(({ subnetId, groupIds }) => ({ subnetId, groupIds })),
    loadBalancer: [...elbv2.loadBalancers.values()],
    listener: [...elbv2.listeners.values()],
    rule: [...elbv2.rules.values()],
    targetGroup: [...elbv2.targetGroups.values()].map((group) => ({
      ...group,
      // Whose draining is over is gone, though nobody has looked since.
      targets: [...group.targets.values()].filter(({ goneAt = Infinity }) => goneAt > world.clock.now()),
    })),
  };
}

function scalingIn({ ec2, autoScaling }: World): Things {
  return {
    launchTemplate: [...ec2.launchTemplates.values()],
    group: [...autoScaling.groups.values()].map((group) => ({
      ...group,
      members: [...group.members.values()].map(({ template, subnetId, state }) => ({ template, subnetId, state })),
    })),
    instance: [...ec2.instances.values()]
      .filter(({ state }) => state !== 'terminated')
      .map(({ state, subnetId, imageId, tags }) => ({ state, subnetId, imageId, tags })),
  };
}

/** Revisions that were deregistered are listed for ever: they no longer count. */
function servicesIn({ ecs, applicationAutoScaling }: World): Things {
  const services = [...ecs.services.values()].filter(({ status }) => status !== 'INACTIVE');
  const tasks = [...ecs.tasks.values()].filter(({ lastStatus }) => lastStatus !== 'STOPPED');
  return {
    taskDefinition: [...ecs.taskDefinitions.values()].filter(({ deregisteredAt }) => deregisteredAt === undefined),
    service: services.map(
      ({ arn, deployments, revisions, name, clusterArn, status, desiredCount, settings, tags }) => ({
        deployments: deployments.map(({ rolloutState, revisionArn }) => ({
          rolloutState,
          of: revisions.get(revisionArn),
        })),
        tasks: tasks.filter(({ serviceArn }) => serviceArn === arn).map(({ lastStatus }) => lastStatus),
        name,
        clusterArn,
        status,
        desiredCount,
        settings,
        tags,
      }),
    ),
    scalableTarget: [...applicationAutoScaling.targets.values()],
  };
}

function namesIn({ ec2, elbv2, ecs }: World): ReadonlyMap<string, string> {
  return new Map([
    ...[...ec2.vpcs.values()].map((vpc) => [vpc.vpcId, `vpc ${vpc.cidrBlock}`] as const),
    ...[...ec2.subnets.values()].map((subnet) => [subnet.subnetId, `subnet ${subnet.cidrBlock}`] as const),
    ...[...ec2.securityGroups.values()].map((group) => [group.groupId, `group ${group.groupName}`] as const),
    ...[...ec2.launchTemplates.values()].map((one) => [one.launchTemplateId, one.launchTemplateName] as const),
    ...[...ec2.instances.values()].map((one) => [one.instanceId, `instance ${one.tags.get('Name')}`] as const),
    ...[...ecs.tasks.values()].map((one) => [one.address, `task of ${one.serviceArn}`] as const),
    ...[...elbv2.loadBalancers.values()].map((one) => [one.arn, `balancer ${one.name}`] as const),
    ...[...elbv2.targetGroups.values()].map((one) => [one.arn, `targets ${one.name}`] as const),
    ...[...elbv2.listeners.values()].map((one) => [one.arn, `listener ${one.port}`] as const),
  ]);
}

function plain(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (value instanceof Map) {
    return [...value]
      .filter(([key]) => key !== source)
      .map(([key, member]) => [names.get(String(key)) ?? key, plain(member, names)])
      .sort(byText);
  }
  if (value instanceof Set || Array.isArray(value)) return [...value].map((item) => plain(item, names)).sort(byText);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !chosenByAws.has(key))
    .map(([key, member]) => [key, plain(member, names)] as const)
    .sort(([one], [other]) => byText(one, other));
  return Object.fromEntries(entries);
}

function byText(one: unknown, other: unknown): number {
  const [first, second] = [JSON.stringify(one), JSON.stringify(other)];
  return first < second ? -1 : Number(first > second);
}

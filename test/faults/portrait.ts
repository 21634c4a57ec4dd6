import type { World } from '../../src/simulator/world.ts';

/** What AWS chose, or what only time tells: no two worlds share it. */
const chosenByAws = new Set([
  'arn',
  'groupId',
  'ruleId',
  'createdAt',
  'dnsName',
  'networkInterfaceId',
  'privateIpAddress',
  'addresses',
  'usedSince',
]);

/** All that stands in a world, with names for ids: two worlds that were built alike look alike. */
export function portraitOf({ ec2, elbv2 }: World): string[] {
  const interfaces = [...ec2.networkInterfaces.values()].map(({ subnetId, groupIds }) => ({ subnetId, groupIds }));
  const things = {
    securityGroup: [...ec2.securityGroups.values()],
    networkInterface: interfaces,
    loadBalancer: [...elbv2.loadBalancers.values()],
    listener: [...elbv2.listeners.values()],
    rule: [...elbv2.rules.values()],
    targetGroup: [...elbv2.targetGroups.values()],
  };
  const names = namesIn({ ec2, elbv2 });
  return Object.entries(things)
    .flatMap(([kind, ones]) => ones.map((one) => `${kind} ${JSON.stringify(plain(one, names))}`))
    .sort();
}

function namesIn({ ec2, elbv2 }: Pick<World, 'ec2' | 'elbv2'>): ReadonlyMap<string, string> {
  return new Map([
    ...[...ec2.vpcs.values()].map((vpc) => [vpc.vpcId, `vpc ${vpc.cidrBlock}`] as const),
    ...[...ec2.subnets.values()].map((subnet) => [subnet.subnetId, `subnet ${subnet.cidrBlock}`] as const),
    ...[...ec2.securityGroups.values()].map((group) => [group.groupId, `group ${group.groupName}`] as const),
    ...[...elbv2.loadBalancers.values()].map((one) => [one.arn, `balancer ${one.name}`] as const),
    ...[...elbv2.targetGroups.values()].map((one) => [one.arn, `targets ${one.name}`] as const),
    ...[...elbv2.listeners.values()].map((one) => [one.arn, `listener ${one.port}`] as const),
  ]);
}

function plain(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (value instanceof Map) return plain(Object.fromEntries(value), names);
  if (value instanceof Set || Array.isArray(value)) return [...value].map((item) => plain(item, names)).sort(byText);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !chosenByAws.has(key))
    // Rules of a security group are kept by their ids.
    .map(([key, member]) => [key.startsWith('sgr-') ? 'rule' : key, plain(member, names)] as const)
    .sort(([one], [other]) => byText(one, other));
  return entries.some(([key]) => key === 'rule')
    ? entries.map(([, member]) => member).sort(byText)
    : Object.fromEntries(entries);
}

function byText(one: unknown, other: unknown): number {
  const [first, second] = [JSON.stringify(one), JSON.stringify(other)];
  return first < second ? -1 : Number(first > second);
}

import { addAddress } from '../../src/simulator/ec2/addresses.ts';
import { addImage } from '../../src/simulator/ec2/images.ts';
import { addInstance } from '../../src/simulator/ec2/instances.ts';
import { usualImage } from '../../src/simulator/ec2/public-images.ts';
import { addSecurityGroup } from '../../src/simulator/ec2/security-groups.ts';
import type { Subnet, Vpc } from '../../src/simulator/ec2/state.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import type { AutoScalingGroupState } from '../../src/resources/auto-scaling-group/type.ts';
import type { EcsServiceState } from '../../src/resources/ecs-service/type.ts';
import type { Wanted } from '../../src/core/resource.ts';
import { type Find, type Findable, findsOf } from '../../src/core/value.ts';

/*
 * Lays out what manifests point at, whatever they are: all that they look up, and all that they say by id or ARN. A look-up
 * finds what is made for it; an id or ARN is another one here, so that the manifests have to be said again with it.
 */

/** Id or ARN as the manifests have it → as it is here. */
type Renamed = Map<string, string>;

interface Ground {
  readonly simulator: Simulator;
  readonly wanted: readonly Wanted[];
  readonly renamed: Renamed;
  readonly vpc: Vpc;
  /** One in each zone. */
  readonly subnets: readonly Subnet[];
}

/** Makes it all, and gives what has another name here. */
export async function layGround(simulator: Simulator, wanted: readonly Wanted[]): Promise<Renamed> {
  const { ec2 } = simulator.world();
  const vpc = [...ec2.vpcs.values()].find(({ isDefault }) => isDefault)!;
  const subnets = [...ec2.subnets.values()].filter(({ defaultForAz }) => defaultForAz);
  const ground: Ground = { simulator, wanted, vpc, subnets, renamed: new Map() };
  layNetwork(ground);
  layInstances(ground);
  await layTemplates(ground);
  await layKeys(ground);
  await layClusters(ground);
  await layElbv2(ground);
  return ground.renamed;
}

/** One network is all of them: what belongs together has to be in the same. */
function layNetwork({ simulator, wanted, vpc, subnets, renamed }: Ground): void {
  const world = simulator.world();
  for (const id of idsIn(wanted, 'vpc')) renamed.set(id, vpc.vpcId);
  for (const { by } of looksUp(wanted, 'vpc')) bear(vpc, by);
  const asked = [...looksUp(wanted, 'subnet').filter(({ by }) => !('default' in by)), ...idsIn(wanted, 'subnet')];
  asked.forEach((one, index) => {
    const subnet = subnets[index % subnets.length]!;
    if (typeof one === 'string') renamed.set(one, subnet.subnetId);
    else bear(subnet, one.by);
  });
  const group = (groupName: string): string =>
    addSecurityGroup(world, { vpcId: vpc.vpcId, groupName, description: groupName }).groupId;
  for (const name of namesOf(looksUp(wanted, 'security-group'))) group(name);
  for (const id of idsIn(wanted, 'sg')) renamed.set(id, group(id.replace('sg-', 'group ')));
  for (const id of idsIn(wanted, 'eipalloc')) renamed.set(id, addAddress(world, new Map()).allocationId);
}

function layInstances({ simulator, wanted, subnets, renamed }: Ground): void {
  const world = simulator.world();
  const instance = (by?: Find['by']): string => {
    const made = addInstance(world, { subnetId: subnets[0]!.subnetId, imageId: usualImage, tags: new Map() });
    if (by !== undefined) bear(made, by);
    return made.instanceId;
  };
  for (const { by } of looksUp(wanted, 'instance')) instance(by);
  for (const id of idsIn(wanted, 'i')) renamed.set(id, instance());
  for (const name of namesOf(looksUp(wanted, 'image'))) addImage(world, { name });
  for (const id of idsIn(wanted, 'ami')) addImage(world, { name: id, id });
}

/** Those that types of an Auto Scaling group have for themselves. */
async function layTemplates({ simulator, wanted, renamed }: Ground): Promise<void> {
  const overrides = wanted.flatMap(({ state }) => (state as Partial<AutoScalingGroupState>).overrides ?? []);
  const named = overrides.flatMap(({ launchTemplate }) => launchTemplate?.name ?? launchTemplate?.id ?? []);
  for (const LaunchTemplateName of new Set(named)) {
    const LaunchTemplateData = { ImageId: usualImage, InstanceType: 't3.micro' };
    await simulator.call({
      service: 'ec2',
      action: 'CreateLaunchTemplate',
      input: { LaunchTemplateName, LaunchTemplateData },
    });
  }
  for (const { launchTemplateId, launchTemplateName: name } of simulator.world().ec2.launchTemplates.values())
    if (name.startsWith('lt-')) renamed.set(name, launchTemplateId);
}

async function layKeys({ simulator, wanted, renamed }: Ground): Promise<void> {
  const ec2 = (action: string, input: object): Promise<unknown> => simulator.call({ service: 'ec2', action, input });
  for (const KeyName of textsAt(wanted, 'keyName')) await ec2('CreateKeyPair', { KeyName });
  for (const id of idsIn(wanted, 'pl')) {
    await ec2('CreateManagedPrefixList', { PrefixListName: id, AddressFamily: 'IPv4', MaxEntries: 5 });
    const { ec2: state } = simulator.world();
    renamed.set(id, [...state.prefixLists.values()].find((one) => one.prefixListName === id)!.prefixListId);
  }
}

async function layClusters({ simulator, wanted }: Ground): Promise<void> {
  const ecs = (action: string, input: object): Promise<unknown> => simulator.call({ service: 'ecs', action, input });
  const own = textsAt(wanted, 'capacityProvider').filter((name) => !name.startsWith('FARGATE'));
  for (const name of own)
    await ecs('CreateCapacityProvider', {
      name,
      autoScalingGroupProvider: {
        autoScalingGroupArn: `arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:0:autoScalingGroupName/${name}`,
      },
    });
  const names = namesOf(looksUp(wanted, 'cluster'));
  const arns = arnsIn(wanted, /:cluster\//);
  for (const clusterName of new Set([...names, ...arns.map(lastOf)]))
    await ecs('CreateCluster', { clusterName, capacityProviders: ['FARGATE', 'FARGATE_SPOT', ...own] });
  const served = wanted.flatMap(({ state }) => (state as Partial<EcsServiceState>).loadBalancers ?? []);
  const containers = [...new Set(['web', ...served.map(({ containerName }) => containerName)])];
  for (const revision of textsAt(wanted, 'taskDefinition').map(lastOf)) {
    const [family, count] = revision.split(':');
    for (let made = 0; made < Number(count); made += 1)
      await ecs('RegisterTaskDefinition', {
        family,
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        containerDefinitions: containers.map((name) => ({ name, image: name, portMappings: [{ containerPort: 80 }] })),
      });
  }
}

async function layElbv2({ simulator, wanted, vpc, subnets, renamed }: Ground): Promise<void> {
  const elb = (action: string, input: object): Promise<unknown> =>
    simulator.call({ service: 'elasticloadbalancing', action, input });
  const { elbv2 } = simulator.world();
  for (const arn of arnsIn(wanted, /:truststore\//)) {
    const Name = arn.split('/')[1]!;
    await elb('CreateTrustStore', { Name, CaCertificatesBundleS3Bucket: 'bucket', CaCertificatesBundleS3Key: Name });
    renamed.set(arn, [...elbv2.trustStores.values()].find(({ name }) => name === Name)!.arn);
  }
  const nameOf = (arn: string, at: number): string => arn.split('/')[at]!;
  const groupArns = arnsIn(wanted, /:targetgroup\//);
  const groups = [...namesOf(looksUp(wanted, 'target-group')), ...groupArns.map((arn) => nameOf(arn, 1))];
  for (const Name of new Set(groups)) {
    const listener = wanted.find(({ type, state }) => type === 'listener' && leadsTo(state, Name));
    const { protocol: Protocol = 'HTTP' } = (listener?.state ?? {}) as { readonly protocol?: string };
    await elb('CreateTargetGroup', { Name, Protocol, Port: 80, VpcId: vpc.vpcId, TargetType: 'ip' });
  }
  const arnOf = (of: typeof elbv2.targetGroups | typeof elbv2.loadBalancers, named: string): string =>
    [...of.values()].find(({ name }) => name === named)!.arn;
  for (const arn of groupArns) renamed.set(arn, arnOf(elbv2.targetGroups, nameOf(arn, 1)));

  const balancerArns = arnsIn(wanted, /:loadbalancer\//);
  const balancers = [...namesOf(looksUp(wanted, 'load-balancer')), ...balancerArns.map((arn) => nameOf(arn, 2))];
  const answer = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } };
  for (const Name of new Set(balancers)) await balance(Name, [answer]);
  for (const arn of balancerArns) renamed.set(arn, arnOf(elbv2.loadBalancers, nameOf(arn, 2)));
  // ECS takes only groups that a load balancer forwards to.
  const served = groups.filter((name) =>
    wanted.some(({ type, state }) => type === 'ecs-service' && leadsTo(state, name)),
  );
  const TargetGroups = [...new Set(served)].map((name) => ({ TargetGroupArn: arnOf(elbv2.targetGroups, name) }));
  if (served.length > 0) await balance('serves', [{ Type: 'forward', ForwardConfig: { TargetGroups } }]);

  async function balance(Name: string, DefaultActions: readonly object[]): Promise<void> {
    await elb('CreateLoadBalancer', { Name, Subnets: subnets.slice(0, 2).map(({ subnetId }) => subnetId) });
    const LoadBalancerArn = arnOf(elbv2.loadBalancers, Name);
    await elb('CreateListener', { LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions });
  }
}

function leadsTo(state: unknown, group: string): boolean {
  const text = JSON.stringify(state);
  return text.includes(`"${group}"`) || text.includes(`:targetgroup/${group}/`);
}

function namesOf(finds: readonly Find[]): string[] {
  return finds.flatMap(({ by }) => ('name' in by ? [by.name] : []));
}

function looksUp(wanted: readonly Wanted[], type: Findable): Find[] {
  const found = wanted.flatMap(({ state }) => findsOf(state));
  // A look-up may be within what another one finds.
  const all = [...found, ...found.flatMap(({ vpc }) => findsOf(vpc))].filter(({ $find }) => $find === type);
  return [...new Map(all.map((one) => [JSON.stringify(one.by), one])).values()];
}

function idsIn(wanted: readonly Wanted[], prefix: string): string[] {
  return textsIn(wanted).filter((text) => new RegExp(`^${prefix}-[0-9a-z]+$`).test(text));
}

function arnsIn(wanted: readonly Wanted[], of: RegExp): string[] {
  return textsIn(wanted).filter((text) => text.startsWith('arn:') && of.test(text));
}

function textsIn(wanted: readonly Wanted[]): string[] {
  return [...new Set(wanted.flatMap(({ state }) => [...leaves(state)].map(([, text]) => text)))];
}

function textsAt(wanted: readonly Wanted[], key: string): string[] {
  const all = wanted.flatMap(({ state }) => [...leaves(state)]);
  return [...new Set(all.flatMap(([at, text]) => (at === key ? [text] : [])))];
}

function* leaves(value: unknown, key = ''): Iterable<readonly [string, string]> {
  if (typeof value === 'string') yield [key, value];
  else if (Array.isArray(value)) for (const one of value) yield* leaves(one, key);
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) yield* leaves(member, name);
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function bear({ tags }: { readonly tags: Map<string, string> }, by: Find['by']): void {
  if ('name' in by) tags.set('Name', by.name);
  if ('tags' in by) for (const [key, value] of Object.entries(by.tags)) tags.set(key, value);
}

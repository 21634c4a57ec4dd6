import { readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import { readFixture } from '../../src/simulator/fixture-shape.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import type { World } from '../../src/simulator/world.ts';
import { controllerOn } from '../support/controller.ts';
import { Heard } from './coverage.ts';
import { stagesOf, type Stage } from '../faults/sweep.ts';

/** A manifest as plain data. */
export interface Document {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: unknown;
}

const textOf = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

/** An account in which everything stands that the bases point at. */
export const stages = stagesOf(readFixture(parse(textOf('fixture.yaml'))));

export async function openStage(heard = new Heard()): Promise<Stage> {
  const stage = await stages.open();
  await furnish(stage.simulator);
  const { account } = stage;
  const connect = heard.on(account.connect!);
  return { ...stage, controller: await controllerOn({ ...account, connect }) };
}

/** What no fixture has. */
async function furnish(simulator: Simulator): Promise<void> {
  for (const name of ['one', 'other']) {
    await simulator.call({
      service: 'elasticloadbalancing',
      action: 'CreateTrustStore',
      input: { Name: name, CaCertificatesBundleS3Bucket: 'bucket', CaCertificatesBundleS3Key: name },
    });
    await simulator.call({
      service: 'ec2',
      action: 'CreateLaunchTemplate',
      input: {
        LaunchTemplateName: `${name}-template`,
        LaunchTemplateData: { ImageId: namesIn(simulator.world()).get('image one'), InstanceType: 't3.micro' },
      },
    });
    await simulator.call({
      service: 'ec2',
      action: 'CreateManagedPrefixList',
      input: { PrefixListName: name, AddressFamily: 'IPv4', MaxEntries: 5 },
    });
  }
  const names = namesIn(simulator.world());
  const VpcId = names.get('vpc one');
  const elb = (action: string, input: object): Promise<unknown> =>
    simulator.call({ service: 'elasticloadbalancing', action, input });
  for (const Name of ['existing', 'existing-too'])
    await elb('CreateTargetGroup', { Name, Protocol: 'HTTP', Port: 80, VpcId });
  // They are used, since ECS takes only groups that belong to a load balancer.
  for (const Name of ['served', 'served-too', 'served-third', 'spare', 'spare-too'])
    await elb('CreateTargetGroup', { Name, Protocol: 'HTTP', Port: 80, VpcId, TargetType: 'ip' });
  const Subnets = [names.get('subnet one a'), names.get('subnet one b')];
  for (const Name of ['existing', 'existing-too']) {
    await elb('CreateLoadBalancer', { Name, Subnets });
    const LoadBalancerArn = namesIn(simulator.world()).get(`load balancer ${Name}`);
    const TargetGroups = ['served', 'served-too', 'served-third'].map((group) => ({
      TargetGroupArn: namesIn(simulator.world()).get(`target group ${group}`),
    }));
    const DefaultActions =
      Name === 'existing'
        ? [{ Type: 'forward', ForwardConfig: { TargetGroups } }]
        : [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }];
    await elb('CreateListener', { LoadBalancerArn, Port: 80, Protocol: 'HTTP', DefaultActions });
  }
}

/** Every leaf is changed where it stands first. */
export const bases = [
  'target-groups',
  'security-groups',
  'application-load-balancers',
  'listeners',
  'listener-rules',
  'network-load-balancers',
  'targets',
  'auto-scaling-groups',
  'group-scaling-policies',
  'mixed-instances',
  'containers',
  'ecs-services',
  'service-scaling',
  'deployments',
] as const;

const parsed = new Map<string, Document[]>();

/** A file of manifests, to be changed at will, in which `<subnet one a>` stands for what AWS calls the subnet of this name. */
export function documentsOf(base: string): Document[] {
  const known =
    parsed.get(base) ?? parseAllDocuments(textOf(`bases/${base}.yaml`)).map((one) => one.toJS() as Document);
  parsed.set(base, known);
  return structuredClone(known);
}

export type Names = ReadonlyMap<string, string>;

/** With ids for names. */
export function named<T>(value: T, names: Names): T {
  const text = JSON.stringify(value).replaceAll(/<([^<>"]+)>/g, (_, name: string) => {
    const id = names.get(name);
    if (id === undefined) throw new Error(`nothing is called ${name}; there is ${[...names.keys()].join(', ')}`);
    return id;
  });
  return JSON.parse(text) as T;
}

/** `vpc one` → its id. */
export function namesIn({ ec2, elbv2, ecs }: World): Names {
  const byTag = (kind: string, ones: Iterable<readonly [string, { readonly tags: Map<string, string> }]>) =>
    [...ones].map(([id, { tags }]) => [`${kind} ${tags.get('Name')}`, id] as const);
  return new Map([
    ...byTag('vpc', ec2.vpcs),
    ...byTag('subnet', ec2.subnets),
    ...[...ec2.subnets]
      .filter(([, { defaultForAz }]) => defaultForAz)
      .map(([id, { availabilityZone }]) => [`subnet default ${availabilityZone.at(-1)}`, id] as const),
    ...byTag('instance', ec2.instances),
    ...byTag('address', ec2.addresses),
    ...[...ec2.securityGroups].map(([id, { groupName }]) => [`group ${groupName}`, id] as const),
    ...[...ec2.images].map(([id, { name }]) => [`image ${name}`, id] as const),
    ...[...ec2.launchTemplates].map(
      ([id, { launchTemplateName }]) => [`launch template ${launchTemplateName}`, id] as const,
    ),
    ...[...ec2.prefixLists].map(([id, { prefixListName }]) => [`prefix list ${prefixListName}`, id] as const),
    ...[...elbv2.trustStores].map(([arn, { name }]) => [`trust store ${name}`, arn] as const),
    ...[...elbv2.targetGroups].map(([arn, { name }]) => [`target group ${name}`, arn] as const),
    ...[...elbv2.loadBalancers].map(([arn, { name }]) => [`load balancer ${name}`, arn] as const),
    ...[...ecs.clusters].map(([arn, { name }]) => [`cluster ${name}`, arn] as const),
    ...[...ecs.taskDefinitions].map(([arn, { family, revision }]) => [`revision ${family}:${revision}`, arn] as const),
  ]);
}

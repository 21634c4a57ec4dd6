import { sortedSet } from '../../../core/json.ts';
import type { Wanted } from '../../../core/resource.ts';
import type { Text } from '../../../core/value.ts';
import { normalListed, normalPart, normalParts } from '../../../resources/ecs-service/content.ts';
import { normalProviders, type Network, type ServedGroup } from '../../../resources/ecs-service/normal.ts';
import { normalConnect } from '../../../resources/ecs-service/service-connect.ts';
import type { Deployment, EcsServiceState } from '../../../resources/ecs-service/type.ts';
import type { Manifest } from '../../manifest.ts';
import { arnOf, securityGroupText, subnetText, targetGroupText, vpcText } from '../../pointing.ts';
import { shellOf, sourceAt } from '../../wanted.ts';
import type { DeploymentSpec } from './deployment.ts';
import { clusterName, serviceId, serviceName, taskDefinitionId } from './names.ts';
import { servedPorts } from './ports.ts';
import type { EcsSpec } from './schema.ts';
import { ruleId } from './shifts.ts';

type Service = Manifest<'Service'>;

/** The service, which remembers its scaling: that has no tags of its own. */
export function desireEcsService(
  manifest: Service,
  spec: EcsSpec,
  scaling: readonly Wanted[],
): Wanted<EcsServiceState> {
  return {
    ...shellOf(manifest),
    id: serviceId(manifest),
    type: 'ecs-service',
    key: '',
    at: '/spec',
    state: stateOf(manifest, spec),
    asked: spec.redeploy,
    content: Object.fromEntries(scaling.map(({ id, state }) => [id, state])),
    source: sourceAt(manifest, ['spec', 'ecs']),
  };
}

/** What has the same name and form in the manifest, in the state and at AWS is handed on as it is. */
function stateOf(manifest: Service, spec: EcsSpec): EcsServiceState {
  const { name: _, cluster, taskDefinition: __, capacityProviderStrategy, desiredCount, deployment, ...others } = spec;
  const { serviceConnect, network, autoScaling, ...rest } = others;
  const { serviceRegistries, vpcLatticeConfigurations, volumeConfigurations, ...same } = rest;
  const { tags } = manifest.spec;
  return {
    ...same,
    ...normalListed({ serviceRegistries, vpcLatticeConfigurations, volumeConfigurations }),
    name: `${clusterName(spec)}/${serviceName(manifest, spec)}`,
    cluster: cluster.arn ?? { $find: 'cluster', by: { name: cluster.name } },
    taskDefinition: taskDefinitionText(manifest, spec),
    loadBalancers: (manifest.spec.targetGroups ?? []).flatMap((membership) => servedGroup(manifest, spec, membership)),
    ...(capacityProviderStrategy === undefined
      ? {}
      : { capacityProviderStrategy: normalProviders(capacityProviderStrategy) }),
    ...countOf(desiredCount, autoScaling),
    ...(deployment === undefined ? {} : deploymentOf(deployment)),
    ...(serviceConnect === undefined ? {} : { serviceConnect: normalConnect({ enabled: true, ...serviceConnect }) }),
    ...(network === undefined ? {} : { network: networkOf(manifest, network) }),
    ...(tags === undefined ? {} : { tags }),
  };
}

function taskDefinitionText(manifest: Service, { taskDefinition: { arn, family, revision } }: EcsSpec): Text {
  return arn ?? (revision === undefined ? arnOf(taskDefinitionId(manifest)) : `${family}:${revision}`);
}

function countOf(
  desiredCount: number | undefined,
  scaling: EcsSpec['autoScaling'],
): Pick<EcsServiceState, 'desiredCount' | 'scaling'> {
  if (scaling === undefined) return desiredCount === undefined ? {} : { desiredCount };
  const { min, max } = scaling;
  return { scaling: { min, max, initial: desiredCount ?? min } };
}

function deploymentOf(spec: DeploymentSpec): Pick<EcsServiceState, 'deployment' | 'deploymentController'> {
  const { controller, alarms, circuitBreaker, lifecycleHooks, ...others } = spec;
  const { alternateTargetGroup: _, productionListenerRule: __, testListenerRule: ___, roleArn: ____, ...same } = others;
  const deployment: Deployment = {
    ...same,
    ...(alarms === undefined ? {} : { alarms: { ...alarms, alarmNames: alarms.alarmNames.toSorted() } }),
    ...(circuitBreaker === undefined ? {} : { circuitBreaker: normalPart(circuitBreaker, 'circuitBreaker') }),
    ...(lifecycleHooks === undefined ? {} : { lifecycleHooks: normalParts(lifecycleHooks, 'lifecycleHooks') }),
  };
  return {
    ...(controller === undefined ? {} : { deploymentController: controller }),
    ...(Object.keys(deployment).length === 0 ? {} : { deployment }),
  };
}

function networkOf({ namespace }: Service, spec: NonNullable<EcsSpec['network']>): Network {
  const { vpc: pointer, subnets, securityGroups, assignPublicIp } = spec;
  const vpc = pointer === undefined ? undefined : vpcText(pointer);
  return {
    subnets: sortedSet(subnets.map((subnet) => subnetText(subnet, vpc))),
    ...(securityGroups === undefined
      ? {}
      : { securityGroups: sortedSet(securityGroups.map((group) => securityGroupText(group, namespace, vpc))) }),
    ...(assignPublicIp === undefined ? {} : { assignPublicIp }),
  };
}

/** The group with the container and port that serve it, as the manifest says or as there is only one. */
function servedGroup(
  { namespace }: Service,
  spec: EcsSpec,
  membership: NonNullable<Service['spec']['targetGroups']>[number],
): ServedGroup[] {
  const [only] = servedPorts(spec, membership);
  const { container = only?.container, port = only?.port, targetGroup } = membership;
  if (container === undefined || port === undefined) return [];
  const { alternateTargetGroup, productionListenerRule, testListenerRule, roleArn } = spec.deployment ?? {};
  const rule = (one: typeof productionListenerRule): Text | undefined => one && arnOf(ruleId(one, namespace));
  const [production, test] = [rule(productionListenerRule), rule(testListenerRule)];
  return [
    {
      targetGroup: targetGroupText(targetGroup, namespace),
      containerName: container,
      containerPort: port,
      ...(alternateTargetGroup === undefined
        ? {}
        : { alternateTargetGroup: targetGroupText(alternateTargetGroup, namespace) }),
      ...(production === undefined ? {} : { productionListenerRule: production }),
      ...(test === undefined ? {} : { testListenerRule: test }),
      ...(roleArn === undefined ? {} : { roleArn }),
    },
  ];
}

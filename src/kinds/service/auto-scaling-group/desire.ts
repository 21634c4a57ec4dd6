import { sortedSet } from '../../../core/json.ts';
import type { Wanted } from '../../../core/resource.ts';
import type { Ref, Text } from '../../../core/value.ts';
import type { AutoScalingGroupState, RefreshPreferences } from '../../../resources/auto-scaling-group/type.ts';
import { allMetrics } from '../../../resources/auto-scaling-group/normal.ts';
import type { Manifest } from '../../manifest.ts';
import { subnetText, targetGroupText, vpcText } from '../../pointing.ts';
import { shellOf, sourceAt } from '../../wanted.ts';
import { desireLaunchTemplate } from './desire-launch-template.ts';
import { desirePolicies } from './desire-policies.ts';
import type { AutoScalingGroupSpec } from './schema.ts';

type Service = Manifest<'Service'>;

/** The launch template, the group and its scaling policies. */
export function desireAutoScalingGroup(manifest: Service, spec: AutoScalingGroupSpec): Wanted[] {
  const { namespace, name } = manifest;
  const vpc = spec.vpc === undefined ? undefined : vpcText(spec.vpc);
  const template = desireLaunchTemplate(manifest, spec, vpc);
  const groups = manifest.spec.targetGroups?.map(({ targetGroup }) => targetGroupText(targetGroup, namespace));
  const id = `auto-scaling-group/${namespace}/${name}`;
  const policies = desirePolicies(manifest, spec, id, groups ?? []);
  const group: Wanted<AutoScalingGroupState> = {
    ...shellOf(manifest),
    id,
    type: 'auto-scaling-group',
    key: '',
    at: '/spec',
    state: {
      ...settingsOf(spec),
      name: spec.name ?? name,
      launchTemplate: { id: output(template.id, 'id'), version: output(template.id, 'version') },
      subnets: sortedSet(spec.subnets.map((pointer) => subnetText(pointer, vpc))),
      ...(groups === undefined ? {} : { targetGroups: sortedSet<Text>(groups) }),
      ...(manifest.spec.tags === undefined ? {} : { tags: manifest.spec.tags }),
    },
    content: Object.fromEntries(policies.map(({ key, state }) => [key, state])),
    source: sourceAt(manifest, ['spec', 'autoScalingGroup']),
  };
  return [template, group, ...policies];
}

type Settings = Omit<AutoScalingGroupState, 'name' | 'launchTemplate' | 'subnets' | 'targetGroups' | 'tags'>;

/** What has the same name and form in the manifest and in the state is handed on as it is. */
function settingsOf(spec: AutoScalingGroupSpec): Settings {
  const { name: _name, launchTemplate: _template, vpc: _vpc, subnets: _subnets, ...own } = spec;
  const {
    desiredCapacity: _desired,
    mixedInstancesPolicy: mixed,
    healthCheck,
    metricsCollection,
    scalingPolicies,
    instanceRefresh,
    tags,
    ...same
  } = own;
  return {
    ...same,
    ...capacity(spec),
    ...(mixed?.instancesDistribution === undefined ? {} : { instancesDistribution: mixed.instancesDistribution }),
    ...(mixed?.overrides === undefined ? {} : { overrides: mixed.overrides }),
    ...(healthCheck?.type === undefined ? {} : { healthCheckType: healthCheck.type }),
    ...(healthCheck?.gracePeriodSeconds === undefined
      ? {}
      : { healthCheckGracePeriod: healthCheck.gracePeriodSeconds }),
    ...(metricsCollection === undefined ? {} : { metrics: metricsOf(metricsCollection) }),
    ...(scalingPolicies === undefined ? {} : { scalingPolicies: scalingPolicies.map(({ name }) => name).sort() }),
    ...(instanceRefresh?.onTemplateChange === true ? { instanceRefresh: preferencesOf(instanceRefresh) } : {}),
    ...(tags === undefined ? {} : { propagatedTags: tags }),
  };
}

/** Where policies scale, the capacity that is asked for is only the one to begin with. */
function capacity({ desiredCapacity, scalingPolicies = [] }: AutoScalingGroupSpec): Settings {
  if (desiredCapacity === undefined) return {};
  return scalingPolicies.length > 0 ? { initialCapacity: desiredCapacity } : { desiredCapacity };
}

function metricsOf({ metrics = [] }: NonNullable<AutoScalingGroupSpec['metricsCollection']>): readonly string[] {
  return metrics.length === 0 ? allMetrics : [...metrics].sort();
}

function preferencesOf(spec: NonNullable<AutoScalingGroupSpec['instanceRefresh']>): RefreshPreferences {
  const { onTemplateChange: _asked, ...preferences } = spec;
  return preferences;
}

function output(resource: string, name: string): Ref {
  return { $ref: resource, output: name };
}

import { plain } from '../../../core/inventory.ts';
import type { Live } from '../../../core/resource.ts';
import { allMetrics, sameMetrics } from '../../../resources/auto-scaling-group/normal.ts';
import type { InstanceOverride } from '../../../resources/auto-scaling-group/mixed-instances.ts';
import { autoScalingGroupType, type AutoScalingGroupState } from '../../../resources/auto-scaling-group/type.ts';
import { launchTemplateType, type LaunchTemplateState } from '../../../resources/launch-template/type.ts';
import { labelEnd, scalingPolicyType, type ScalingPolicyState } from '../../../resources/scaling-policy/type.ts';
import { Unsayable, type Identity, type Imported, type ImportContext, type Note } from '../../import/context.ts';
import { securityGroupPointer, subnetPointer, targetGroupPointer, vpcOf, vpcPointer } from '../../import/pointers.ts';
import { put, specOf, unsaid, type Spec } from '../../import/spec.ts';
import { commonTags } from '../import-tags.ts';

const HERE = ['spec', 'autoScalingGroup'];

/** A group with the template that it launches from, and its policies. */
export function importAutoScalingGroup(
  live: Live<AutoScalingGroupState>,
  identity: Identity,
  context: ImportContext,
): Imported | Unsayable {
  const { state } = live;
  if (state.launchTemplate === undefined) {
    return new Unsayable('it launches by a launch configuration, and a manifest says a launch template');
  }
  const template = context.standing(plain(state.launchTemplate.id)) as Live<LaunchTemplateState> | undefined;
  if (template === undefined) return new Unsayable('its launch template could not be read');
  const { image, instanceType } = template.state;
  if (image === undefined || instanceType === undefined) {
    return new Unsayable(`no image or no instance type could be read in its launch template ${template.state.name}`);
  }
  const policies = context.childrenOf(live.physical, 'scaling-policy') as readonly Live<ScalingPolicyState>[];
  const notes: Note[] = [];
  const vpc = vpcOf(state.subnets ?? [], context);
  const spec: Spec = specOf(autoScalingGroupType, state, {
    name: (name) => (name === identity.name ? undefined : name),
    launchTemplate: unsaid,
    overrides: (overrides) => (overrides.length === 0 ? undefined : overrides.map(overrideIn)),
    subnets: (subnets) => subnets.map((subnet) => subnetPointer(subnet, context)),
    targetGroups: (groups) =>
      groups.length === 0
        ? undefined
        : groups.map((group) => ({ targetGroup: targetGroupPointer(group, identity.namespace, context) })),
    desiredCapacity: (capacity) => (policies.length === 0 ? capacity : undefined),
    metrics: metricsIn,
    instanceRefresh: unsaid,
    scalingPolicies: unsaid,
    tags: unsaid,
  });
  if (vpc !== undefined) put(spec, ['autoScalingGroup', 'vpc'], vpcPointer(vpc, context));
  specOf(
    launchTemplateType,
    template.state,
    {
      name: (name) => (name === state.name ? undefined : name),
      image: (id) => ({ id: plain(id) }),
      securityGroups: (groups) => groups.map((group) => securityGroupPointer(group, identity.namespace, context)),
      iamInstanceProfile: ({ name, arn }) => (arn === undefined ? { name } : { arn }),
      tags: unsaid,
    },
    spec,
  );
  const version = plain(state.launchTemplate?.version ?? '');
  if (version !== '$Latest' && version !== template.outputs['version']) {
    const path = [...HERE, 'launchTemplate'];
    notes.push({ path, text: `This is its latest version; the group launches from version ${version} now.` });
  }
  const said = policies.map((policy) => policyIn(policy.state, state.targetGroups ?? []));
  if (said.includes(undefined)) {
    notes.push({
      path: HERE,
      text: 'One of its scaling policies is of a sort that no manifest can say: all are left as they are.',
    });
  } else if (said.length > 0) put(spec, ['autoScalingGroup', 'scalingPolicies'], said);
  const tags = commonTags(state.tags, template.state.tags);
  return { ...identity, spec: { ...spec, ...(tags === undefined ? {} : { tags }) }, notes };
}

/** By its name, of a template of its own. */
function overrideIn({ launchTemplate: template, ...override }: InstanceOverride): Spec {
  if (template === undefined) return { ...override };
  const { id, name, version } = template;
  const pointer = name === undefined ? { id } : { name };
  return { ...override, launchTemplate: version === undefined ? pointer : { ...pointer, version } };
}

function metricsIn(metrics: readonly string[]): Spec | undefined {
  if (metrics.length === 0) return undefined;
  return sameMetrics(allMetrics, metrics) ? {} : { metrics };
}

function policyIn(
  state: ScalingPolicyState,
  targetGroups: AutoScalingGroupState['targetGroups'] & object,
): Spec | undefined {
  if (state.targetTracking === undefined && state.step === undefined) return undefined;
  return specOf(scalingPolicyType, state, {
    targetTracking({ resourceLabel, ...tracking }) {
      const [only, ...others] = targetGroups;
      const isImplied =
        others.length === 0 &&
        typeof only === 'string' &&
        typeof resourceLabel === 'string' &&
        resourceLabel.endsWith(`/${labelEnd(only)}`);
      return resourceLabel === undefined || isImplied ? tracking : { ...tracking, resourceLabel };
    },
  });
}

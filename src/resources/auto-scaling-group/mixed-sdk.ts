import type {
  AutoScalingGroup,
  DesiredConfiguration,
  InstancesDistribution as SdkDistribution,
  LaunchTemplateOverrides,
  LaunchTemplateSpecification,
} from '@aws-sdk/client-auto-scaling';
import { plain } from '../../core/inventory.ts';
import { sameJson } from '../../core/json.ts';
import { capitalised, uncapitalised } from '../launch-template/spelling.ts';
import { present } from '../present.ts';
import { LOWEST, usualDistribution, type InstanceOverride, type InstancesDistribution } from './mixed-instances.ts';
import type { AutoScalingGroupState, LaunchTemplateVersion } from './type.ts';

/*
 * A group of several instance types. One that launches what its template says is the same with AWS's own distribution and
 * without overrides, so that it is not told apart: each is written as the shorter of the two.
 */

type Launch = Pick<AutoScalingGroupState, 'launchTemplate' | 'instancesDistribution' | 'overrides'>;

/** The template that a group launches from, with or without other types beside its own. */
export function templateOf({
  LaunchTemplate,
  MixedInstancesPolicy,
}: DesiredConfiguration): LaunchTemplateSpecification | undefined {
  return LaunchTemplate ?? MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
}

export function mixedFromSdk({
  MixedInstancesPolicy: policy,
}: AutoScalingGroup): Pick<Required<AutoScalingGroupState>, 'instancesDistribution' | 'overrides'> {
  const overrides = (policy?.LaunchTemplate?.Overrides ?? []).map(overrideFromSdk);
  const { SpotInstancePools: pools, ...distribution } = policy?.InstancesDistribution ?? {};
  const instancesDistribution = present({
    ...(uncapitalised(distribution) as InstancesDistribution),
    // With another strategy some answers have none, and some 0.
    spotInstancePools: pools || undefined,
  });
  return {
    instancesDistribution: { ...usualDistribution({ instancesDistribution, overrides }), ...instancesDistribution },
    overrides,
  };
}

function overrideFromSdk(override: LaunchTemplateOverrides): InstanceOverride {
  const { LaunchTemplateSpecification: template, WeightedCapacity: weight, ...same } = override;
  return {
    ...(uncapitalised(same) as InstanceOverride),
    ...(weight === undefined ? {} : { weightedCapacity: Number(weight) }),
    ...(template === undefined
      ? {}
      : {
          launchTemplate: present({
            id: template.LaunchTemplateId,
            name: template.LaunchTemplateName,
            version: template.Version,
          }),
        }),
  };
}

/** What it is to launch from. */
export function launchToSdk(launch: Launch): DesiredConfiguration {
  const { launchTemplate, instancesDistribution = {}, overrides = [] } = launch;
  const template = launchTemplate && toSdkVersion(launchTemplate);
  const usual = usualDistribution(launch);
  const distribution = { ...usual, ...instancesDistribution };
  if (overrides.length === 0 && sameJson(distribution, usual)) return { LaunchTemplate: template };
  // What belongs to another strategy is refused, even where it stood before.
  const { spotInstancePools: pools, ...rest } = distribution;
  return {
    MixedInstancesPolicy: {
      LaunchTemplate: { LaunchTemplateSpecification: template, Overrides: overrides.map(overrideToSdk) },
      InstancesDistribution: capitalised(
        rest.spotAllocationStrategy === LOWEST ? { ...rest, spotInstancePools: pools } : rest,
      ) as SdkDistribution,
    },
  };
}

function overrideToSdk({
  launchTemplate,
  weightedCapacity: weight,
  ...same
}: InstanceOverride): LaunchTemplateOverrides {
  return {
    ...(capitalised(same) as LaunchTemplateOverrides),
    ...(weight === undefined ? {} : { WeightedCapacity: String(weight) }),
    ...(launchTemplate === undefined
      ? {}
      : {
          LaunchTemplateSpecification: {
            // AWS tells both, and takes one.
            ...(launchTemplate.id === undefined
              ? { LaunchTemplateName: launchTemplate.name }
              : { LaunchTemplateId: launchTemplate.id }),
            Version: launchTemplate.version,
          },
        }),
  };
}

function toSdkVersion({ id, version }: LaunchTemplateVersion): LaunchTemplateSpecification {
  return { LaunchTemplateId: plain(id), Version: plain(version) };
}

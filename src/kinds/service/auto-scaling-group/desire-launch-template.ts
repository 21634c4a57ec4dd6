import { sortedSet } from '../../../core/json.ts';
import type { Wanted } from '../../../core/resource.ts';
import type { Text } from '../../../core/value.ts';
import type { LaunchTemplateState } from '../../../resources/launch-template/type.ts';
import type { Manifest } from '../../manifest.ts';
import { securityGroupText } from '../../pointing.ts';
import { shellOf, sourceAt } from '../../wanted.ts';
import type { LaunchTemplateSpec } from './launch-template.ts';
import type { AutoScalingGroupSpec } from './schema.ts';

/** The template that the group launches from. */
export function desireLaunchTemplate(
  manifest: Manifest<'Service'>,
  { name: group = manifest.name, launchTemplate: spec }: AutoScalingGroupSpec,
  vpc: Text | undefined,
): Wanted<LaunchTemplateState> {
  const { namespace, name } = manifest;
  const { tags } = manifest.spec;
  return {
    ...shellOf(manifest),
    id: `launch-template/${namespace}/${name}`,
    type: 'launch-template',
    key: '',
    at: '/spec',
    state: {
      ...contentOf(spec, namespace, vpc),
      name: spec.name ?? group,
      ...(tags === undefined ? {} : { tags }),
    },
    source: sourceAt(manifest, ['spec', 'autoScalingGroup', 'launchTemplate']),
  };
}

/** What has the same name and form in the manifest and in the state is handed on as it is. */
function contentOf(
  spec: LaunchTemplateSpec,
  namespace: string,
  vpc: Text | undefined,
): Omit<LaunchTemplateState, 'name'> {
  const { name: _, image, securityGroups, creditSpecification, ...same } = spec;
  const groups = securityGroups?.map((pointer) => securityGroupText(pointer, namespace, vpc));
  return {
    ...same,
    image: image.id ?? { $find: 'image', by: { name: image.name } },
    ...(groups === undefined ? {} : { securityGroups: sortedSet(groups) }),
    ...(creditSpecification === undefined ? {} : { cpuCredits: creditSpecification.cpuCredits }),
  };
}

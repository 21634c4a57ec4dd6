import type { Fault } from '../../../../schema/fault.ts';
import type { Check, ManifestFolder } from '../../../check/folder.ts';
import type { Manifest } from '../../../manifest.ts';
import type { AutoScalingGroupSpec } from '../schema.ts';
import { instanceRefresh } from './instance-refresh.ts';
import { launchTemplate, sameTemplateName } from './launch-template.ts';
import { mixedInstances } from './mixed-instances.ts';
import { scalingPolicies } from './scaling-policies.ts';
import { capacity, lifetime, metrics, propagatedTags, subnets, terminationPolicies } from './settings.ts';
import { targetGroups } from './target-groups.ts';

type CheckGroup = (spec: AutoScalingGroupSpec, service: Manifest<'Service'>, folder: ManifestFolder) => Iterable<Fault>;

export const autoScalingGroupChecks: readonly Check<'Service'>[] = [
  ...[
    capacity,
    subnets,
    lifetime,
    terminationPolicies,
    metrics,
    propagatedTags,
    launchTemplate,
    sameTemplateName,
    scalingPolicies,
    instanceRefresh,
    mixedInstances,
  ].map(ofGroup),
  targetGroups,
];

/** Asked of Services that have such a group only; its problems are reported relative to that group. */
function ofGroup(check: CheckGroup): Check<'Service'> {
  return function* (service, folder) {
    const { autoScalingGroup } = service.spec;
    if (autoScalingGroup === undefined) return;
    for (const fault of check(autoScalingGroup, service, folder)) {
      yield { ...fault, path: ['spec', 'autoScalingGroup', ...fault.path] };
    }
  };
}

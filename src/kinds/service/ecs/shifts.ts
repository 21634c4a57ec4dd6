import type { ResourceId, Text } from '../../../core/value.ts';
import type { Manifest } from '../../manifest.ts';
import { resourceId, targetGroupText } from '../../pointing.ts';
import type { ListenerRuleSpec } from './deployment.ts';

/** The rule that is meant; or the listener, whose default actions are. */
export function ruleId({ loadBalancer, listener, rule }: ListenerRuleSpec, namespace: string): ResourceId {
  const path = resourceId('', loadBalancer.ref, namespace);
  return rule === undefined ? `listener${path}/${listener}` : `listener-rule${path}/${listener}/${rule}`;
}

/** By listener or rule, the groups between which the deployments of a service shift the traffic. */
export function shiftsByRule(manifests: readonly Manifest[]): Map<ResourceId, readonly Text[]> {
  const shifts = new Map<ResourceId, readonly Text[]>();
  for (const manifest of manifests) {
    if (manifest.kind !== 'Service') continue;
    const { namespace, spec } = manifest;
    const [membership] = spec.targetGroups ?? [];
    const { alternateTargetGroup, productionListenerRule, testListenerRule } = spec.ecs?.deployment ?? {};
    if (membership === undefined || alternateTargetGroup === undefined) continue;
    const groups = [membership.targetGroup, alternateTargetGroup].map((group) => targetGroupText(group, namespace));
    for (const rule of [productionListenerRule, testListenerRule]) {
      if (rule !== undefined) shifts.set(ruleId(rule, namespace), groups);
    }
  }
  return shifts;
}

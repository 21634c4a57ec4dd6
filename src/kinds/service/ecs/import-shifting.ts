import { sameJson } from '../../../core/json.ts';
import { plain } from '../../../core/inventory.ts';
import type { Live } from '../../../core/resource.ts';
import type { ServedGroup } from '../../../resources/ecs-service/normal.ts';
import type { ListenerState } from '../../../resources/listener/type.ts';
import { Unsayable, type ImportContext } from '../../import/context.ts';
import { refTo, targetGroupPointer } from '../../import/pointers.ts';
import type { Spec } from '../../import/spec.ts';

/** Between which groups, and by which rules, deployments shift the traffic: a manifest says it once for all groups. */
export function importShifting(
  groups: readonly ServedGroup[],
  namespace: string,
  context: ImportContext,
): Spec | Unsayable {
  const [first, ...others] = groups.map(
    ({ alternateTargetGroup, productionListenerRule, testListenerRule, roleArn }) => ({
      alternateTargetGroup,
      productionListenerRule,
      testListenerRule,
      roleArn,
    }),
  );
  if (first === undefined) return {};
  if (others.some((one) => !sameJson(one, first))) {
    return new Unsayable('its target groups have alternates of their own, which no manifest can say');
  }
  const { alternateTargetGroup, roleArn } = first;
  const said: Spec = {
    ...(alternateTargetGroup === undefined
      ? {}
      : { alternateTargetGroup: targetGroupPointer(alternateTargetGroup, namespace, context) }),
    ...(roleArn === undefined ? {} : { roleArn }),
  };
  for (const key of ['productionListenerRule', 'testListenerRule'] as const) {
    const rule = first[key];
    if (rule === undefined) continue;
    const pointer = rulePointer(plain(rule), namespace, context);
    if (pointer === undefined) return new Unsayable(`its ${key} belongs to a load balancer that is not imported`);
    said[key] = pointer;
  }
  return said;
}

/** A rule by its load balancer, port and name; the default rule by its listener. */
function rulePointer(arn: string, namespace: string, context: ImportContext): Spec | undefined {
  const rule = context.standing(arn);
  const path = arn.slice(0, arn.lastIndexOf('/')).replace(':listener-rule/', ':listener/');
  const listener = context.standing(rule?.parent ?? path) ?? context.standing(arn);
  const loadBalancer = refTo(context.identityOf(listener?.parent ?? ''), namespace);
  if (listener === undefined || loadBalancer === undefined) return undefined;
  const { port } = (listener as Live<ListenerState>).state;
  return {
    loadBalancer,
    listener: port,
    ...(rule?.type === 'listener-rule' ? { rule: context.ruleNameOf(rule) } : {}),
  };
}

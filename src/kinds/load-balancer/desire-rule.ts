import type { Path } from '../../core/problem.ts';
import type { Wanted } from '../../core/resource.ts';
import { normalConditions } from '../../resources/listener-rule/conditions.ts';
import { normalTransforms } from '../../resources/listener-rule/transforms.ts';
import type { Condition, ListenerRuleState } from '../../resources/listener-rule/type.ts';
import type { ListenerState } from '../../resources/listener/type.ts';
import type { DesireContext } from '../context.ts';
import type { Manifest } from '../manifest.ts';
import { shellOf, sourceAt } from '../wanted.ts';
import type { ConditionSpec } from './conditions.ts';
import { desireActions } from './desire-actions.ts';
import type { RuleSpec } from './listener.ts';

/** One rule of a listener; its name is what stays when everything else about it changes. */
export function desireRule(
  manifest: Manifest<'LoadBalancer'>,
  context: DesireContext,
  listener: Wanted<ListenerState>,
  { rule, path }: { readonly rule: RuleSpec; readonly path: Path },
): Wanted<ListenerRuleState> {
  const key = `${listener.key}/${rule.name}`;
  const id = `listener-rule/${manifest.namespace}/${manifest.name}/${key}`;
  return {
    ...shellOf(manifest),
    id,
    type: 'listener-rule',
    parent: listener.id,
    key,
    at: `${listener.at}/rules/${rule.name}`,
    state: {
      listener: { $ref: listener.id, output: 'arn' },
      priority: rule.priority,
      conditions: normalConditions(rule.conditions.map(conditionOf)),
      actions: desireActions(rule.actions, { namespace: manifest.namespace, id }, context),
      ...(rule.transforms === undefined ? {} : { transforms: normalTransforms(rule.transforms) }),
    },
    source: sourceAt(manifest, path),
  };
}

function conditionOf(spec: ConditionSpec): Condition {
  if (spec.httpHeader === undefined) return spec;
  const { name, values, regexValues } = spec.httpHeader;
  return {
    httpHeader: {
      name,
      ...(values === undefined ? {} : { values }),
      ...(regexValues === undefined ? {} : { regex: regexValues }),
    },
  };
}

import type { Live, TargetHealth } from '../../core/resource.ts';
import type { ListenerState } from '../../resources/listener/state.ts';
import type { Condition, ListenerRuleState } from '../../resources/listener-rule/state.ts';

/** What stands on a node: what people call it. */
export function labelOf({ type, name, physical, state }: Live): string {
  if (type === 'listener') return listenerLabel(state as ListenerState);
  if (type === 'listener-rule') return ruleLabel(state as ListenerRuleState);
  return name ?? physical;
}

export function targetLabel({ id, port }: TargetHealth): string {
  return port === undefined ? id : `${id.includes(':') ? `[${id}]` : id}:${port}`;
}

function listenerLabel({ protocol, port }: ListenerState): string {
  return [protocol, port].filter((part) => part !== undefined).join(' ') || 'all traffic';
}

function ruleLabel({ priority, conditions }: ListenerRuleState): string {
  return [`${priority}`, ...conditions.map(conditionLabel)].join(' ');
}

function conditionLabel(condition: Condition): string {
  if ('httpHeader' in condition)
    return `${condition.httpHeader.name}: ${condition.httpHeader.values?.join(' ') ?? '…'}`;
  if ('queryString' in condition) {
    return condition.queryString
      .map(({ key, value }) => (key === undefined ? `?${value}` : `?${key}=${value}`))
      .join(' ');
  }
  return Object.values(condition).flat().join(' ');
}

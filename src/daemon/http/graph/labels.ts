import type { Live, TargetHealth } from '../../../core/resource.ts';
import type { ListenerState } from '../../../resources/listener/type.ts';
import type { Condition, ListenerRuleState } from '../../../resources/listener-rule/type.ts';

/** What stands on a node: what people call it. */
export function labelOf({ type, name, physical, state }: Live): string {
  return stateLabel(type, state) ?? name ?? physical;
}

/** Of what is called after what it does. A part of the state will do: of what is missing, ignored fields are not told. */
export function stateLabel(type: string, state: object): string | undefined {
  if (type === 'listener') return listenerLabel(state);
  if (type === 'listener-rule') return ruleLabel(state);
  return undefined;
}

export function targetLabel({ id, port }: TargetHealth): string {
  return port === undefined ? id : `${id.includes(':') ? `[${id}]` : id}:${port}`;
}

function listenerLabel({ protocol, port }: Partial<ListenerState>): string {
  return [protocol, port].filter((part) => part !== undefined).join(' ') || 'all traffic';
}

function ruleLabel({ priority, conditions = [] }: Partial<ListenerRuleState>): string {
  return [priority, ...conditions.map(conditionLabel)].filter((part) => part !== undefined).join(' ');
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

import type { Live, Wanted } from '../../../src/core/resource.ts';
import { normalAction } from '../../../src/resources/action/normal.ts';
import type { ListenerRuleState } from '../../../src/resources/listener-rule/type.ts';

const LISTENER = 'arn:listener';
const MANIFEST = 'LoadBalancer/default/web';

/** A rule for one path, that answers by itself. */
export function ruleFor(path: string, priority: number, statusCode = '404'): ListenerRuleState {
  return {
    listener: LISTENER,
    priority,
    conditions: [{ pathPattern: [path] }],
    actions: [normalAction({ fixedResponse: { statusCode } })],
  };
}

export function liveRule(physical: string, state: ListenerRuleState, part?: string): Live<ListenerRuleState> {
  const tags =
    part === undefined
      ? {}
      : { 'evenkeel.dev/owner': 'default', 'evenkeel.dev/resource': MANIFEST, 'evenkeel.dev/part': part };
  return {
    type: 'listener-rule',
    physical,
    parent: LISTENER,
    state,
    tags,
    outputs: { arn: physical },
    uses: [],
  };
}

export function wantedRule(name: string, state: ListenerRuleState): Wanted<ListenerRuleState> {
  return {
    id: `listener-rule/default/web/80/${name}`,
    type: 'listener-rule',
    manifest: MANIFEST,
    parent: 'listener/default/web/80',
    key: `80/${name}`,
    at: `/spec/listeners/80/rules/${name}`,
    state,
    policy: { drift: 'correct', deletion: 'delete', suspend: false, adopt: false, allowEmpty: false, ignoreFields: [] },
    source: { file: 'web.yaml', line: 1, column: 1 },
  };
}

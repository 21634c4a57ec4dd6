import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { allPages, ELBV2_PAGE } from '../../aws/pages.ts';
import type { Elbv2Port } from '../../aws/ports.ts';
import type { Live } from '../../core/resource.ts';
import { fromSdk } from '../action/read.ts';
import { targetGroupsOf } from '../action/target-groups.ts';
import { observeChildren } from '../children.ts';
import { elbv2TagsOf } from '../elbv2-tags.ts';
import type { ListenerState } from '../listener/type.ts';
import type { ObserveContext, Observed, Reads, Tags } from '../resource.ts';
import { fromSdkConditions } from './conditions.ts';
import { fromSdkTransforms } from './transforms.ts';
import type { ListenerRuleState } from './type.ts';

/** How it is read. */
export const listenerRuleReads: Reads<ListenerRuleState> = { observe };

/** The rules of every listener that was observed and can have some: those of application load balancers. */
function observe(context: ObserveContext): Promise<Observed<ListenerRuleState>> {
  const listeners = context.observed('listener') as readonly Live<ListenerState>[];
  return observeChildren({
    type: 'listener-rule',
    parents: listeners.filter(({ state }) => state.protocol === 'HTTP' || state.protocol === 'HTTPS'),
    list: ({ physical }) => listRules(context.aws.elbv2, physical),
    physicalOf: arnOf,
    readTags: (items) => elbv2TagsOf(context.aws.elbv2, items.map(arnOf)),
    readInDepth: (rule, { physical }, tags) => Promise.resolve(toLive(rule, physical, tags)),
  });
}

function arnOf({ RuleArn: arn = '' }: Rule): string {
  return arn;
}

/** All rules but the default one, whose actions are the listener's own. */
export async function listRules(elbv2: Elbv2Port, listener: string): Promise<Rule[]> {
  const rules = await allPages(
    elbv2.describeRules,
    { ListenerArn: listener, PageSize: ELBV2_PAGE },
    (page) => page.Rules,
    { tokenIn: 'Marker' },
  );
  return rules.filter((rule) => rule.IsDefault !== true);
}

function toLive(rule: Rule, listener: string, tags: Tags): Live<ListenerRuleState> {
  const { RuleArn: arn = '', Priority: priority } = rule;
  const actions = fromSdk(rule.Actions, tags);
  return {
    type: 'listener-rule',
    physical: arn,
    parent: listener,
    state: {
      listener,
      priority: Number(priority),
      conditions: fromSdkConditions(rule.Conditions),
      actions,
      transforms: fromSdkTransforms(rule.Transforms),
    },
    tags,
    outputs: { arn },
    uses: targetGroupsOf(actions),
  };
}

import type { Elbv2Port } from '../../aws/ports.ts';
import { plain } from '../../core/inventory.ts';
import { toSdk } from '../action/write.ts';
import { ensureCreated, type Existing } from '../ensure.ts';
import { toPairs } from '../pairs.ts';
import type { ApplyContext, Created, CreateStep } from '../resource.ts';
import { readElbv2Tags } from '../elbv2-tags.ts';
import { toSdkConditions } from './conditions.ts';
import { listRules } from './observe.ts';
import { toSdkTransforms } from './transforms.ts';
import type { ListenerRuleState } from './type.ts';

export function create(
  { aws: { elbv2 }, clock, secret }: ApplyContext,
  { wanted, tags }: CreateStep<ListenerRuleState>,
): Promise<Created> {
  const listener = plain(wanted.listener);
  return ensureCreated({
    async create() {
      const { Rules } = await elbv2.createRule({
        ListenerArn: listener,
        Priority: wanted.priority,
        Conditions: toSdkConditions(wanted.conditions),
        Actions: toSdk(wanted.actions, secret),
        ...(wanted.transforms?.length ? { Transforms: toSdkTransforms(wanted.transforms) } : {}),
        Tags: toPairs(tags),
      });
      return createdAs(Rules?.[0]?.RuleArn);
    },
    find: () => findAt(elbv2, listener, wanted.priority),
    tags,
    clock,
  });
}

/** Whatever has that priority: no two rules of a listener can. */
async function findAt(elbv2: Elbv2Port, listener: string, priority: number): Promise<Existing | undefined> {
  const rules = await listRules(elbv2, listener);
  const arn = rules.find((rule) => rule.Priority === String(priority))?.RuleArn;
  if (arn === undefined) return undefined;
  return { ...createdAs(arn), tags: (await readElbv2Tags(elbv2, [arn])).get(arn) ?? {} };
}

function createdAs(arn = ''): Created {
  return { physical: arn, outputs: { arn } };
}

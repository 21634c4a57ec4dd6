import {
  CreateRuleCommand,
  DeleteRuleCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
  type Rule,
  type RuleCondition,
  SetRulePrioritiesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect } from 'vitest';
import { type Case, forwardTo, type Ground, notFound } from './ground.ts';

const path = (value: string): RuleCondition => ({ Field: 'path-pattern', Values: [value] });

async function rule(ground: Ground, ListenerArn: string, Priority: number, condition = path('/x')): Promise<string> {
  const { Rules } = await ground.sdk.elbv2.send(
    new CreateRuleCommand({ ListenerArn, Priority, Conditions: [condition], Actions: [notFound] }),
  );
  return Rules?.[0]?.RuleArn ?? '';
}

async function rulesOf({ sdk }: Ground, ListenerArn: string): Promise<Rule[]> {
  return (await sdk.elbv2.send(new DescribeRulesCommand({ ListenerArn }))).Rules ?? [];
}

async function prioritiesOf(ground: Ground, listener: string): Promise<(string | undefined)[]> {
  return (await rulesOf(ground, listener)).map((one) => one.Priority);
}

async function move({ sdk }: Ground, ...RulePriorities: { RuleArn: string; Priority: number }[]): Promise<void> {
  await sdk.elbv2.send(new SetRulePrioritiesCommand({ RulePriorities }));
}

async function bare(ground: Ground): Promise<string> {
  return ground.listener(await ground.balancer(), [notFound]);
}

export const listeners: readonly Case[] = [
  {
    it: 'a listener is read back as it was made',
    plain: true,
    async run(ground) {
      const ListenerArns = [await bare(ground)];
      const { Listeners } = await ground.sdk.elbv2.send(new DescribeListenersCommand({ ListenerArns }));
      expect(Listeners?.[0]).toMatchObject({ Port: 80, Protocol: 'HTTP', DefaultActions: [notFound] });
    },
  },
  {
    it: 'a forward to one group is answered in both forms',
    async run(ground) {
      const TargetGroupArn = await ground.targets();
      const ListenerArns = [await ground.listener(await ground.balancer(), [forwardTo(TargetGroupArn)])];
      const { Listeners } = await ground.sdk.elbv2.send(new DescribeListenersCommand({ ListenerArns }));
      const ForwardConfig = { TargetGroups: [{ TargetGroupArn, Weight: 1 }] };
      expect(Listeners?.[0]?.DefaultActions?.[0]).toMatchObject({ TargetGroupArn, ForwardConfig });
    },
  },
  {
    it: 'a port that is taken is refused to a listener of other settings',
    async run(ground) {
      const balancer = await ground.balancer();
      await ground.listener(balancer, [notFound]);
      const second = ground.listener(balancer, [forwardTo(await ground.targets())]);
      await expect(second).rejects.toMatchObject({ name: 'DuplicateListenerException' });
    },
  },
  {
    it: 'a listener moves to another port',
    plain: true,
    async run(ground) {
      const ListenerArn = await bare(ground);
      const { Listeners } = await ground.sdk.elbv2.send(new ModifyListenerCommand({ ListenerArn, Port: 8080 }));
      expect(Listeners?.[0]).toMatchObject({ Port: 8080, DefaultActions: [notFound] });
    },
  },
  {
    it: 'a listener has a default rule, which stays',
    plain: true,
    async run(ground) {
      const rules = await rulesOf(ground, await bare(ground));
      expect(rules.map((one) => [one.IsDefault, one.Priority])).toEqual([[true, 'default']]);
      const RuleArn = rules[0]?.RuleArn;
      await expect(ground.sdk.elbv2.send(new DeleteRuleCommand({ RuleArn }))).rejects.toMatchObject({
        name: 'OperationNotPermittedException',
      });
    },
  },
  {
    it: 'rules are listed in the order of their priorities, the default one last',
    async run(ground) {
      const listener = await bare(ground);
      for (const priority of [30, 10, 20]) await rule(ground, listener, priority);
      expect(await prioritiesOf(ground, listener)).toEqual(['10', '20', '30', 'default']);
    },
  },
  {
    it: 'a priority that is taken is refused',
    plain: true,
    async run(ground) {
      const listener = await bare(ground);
      await rule(ground, listener, 10);
      await expect(rule(ground, listener, 10)).rejects.toMatchObject({ name: 'PriorityInUseException' });
    },
  },
  {
    it: 'a rule moves to a free priority',
    plain: true,
    async run(ground) {
      const listener = await bare(ground);
      await move(ground, { RuleArn: await rule(ground, listener, 10), Priority: 20 });
      expect(await prioritiesOf(ground, listener)).toEqual(expect.arrayContaining(['20', 'default']));
    },
  },
  {
    it: 'two rules change places in one call',
    async run(ground) {
      const listener = await bare(ground);
      const [one, other] = [await rule(ground, listener, 10), await rule(ground, listener, 20)];
      await move(ground, { RuleArn: one, Priority: 20 }, { RuleArn: other, Priority: 10 });
      const found = (await rulesOf(ground, listener)).find((each) => each.RuleArn === one);
      expect(found?.Priority).toBe('20');
    },
  },
  {
    it: 'a rule changes its conditions and actions in place',
    plain: true,
    async run(ground) {
      const listener = await bare(ground);
      const RuleArn = await rule(ground, listener, 10);
      const targets = await ground.targets();
      await ground.sdk.elbv2.send(
        new ModifyRuleCommand({ RuleArn, Conditions: [path('/y')], Actions: [forwardTo(targets)] }),
      );
      const found = (await rulesOf(ground, listener)).find((one) => one.RuleArn === RuleArn);
      expect(found).toMatchObject({ Priority: '10', Conditions: [{ Values: ['/y'] }], Actions: [{ Type: 'forward' }] });
    },
  },
  {
    it: 'conditions that can be written in two ways are answered in both',
    async run(ground) {
      const listener = await bare(ground);
      await rule(ground, listener, 10, { Field: 'host-header', HostHeaderConfig: { Values: ['a.example.com'] } });
      const found = (await rulesOf(ground, listener)).find((one) => one.Priority === '10');
      expect(found?.Conditions?.[0]).toMatchObject({
        Values: ['a.example.com'],
        HostHeaderConfig: { Values: ['a.example.com'] },
      });
    },
  },
  {
    it: 'a condition may be a regular expression',
    async run(ground) {
      const listener = await bare(ground);
      const expression = { Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/v[0-9]+/'] } };
      await rule(ground, listener, 10, expression);
      const found = (await rulesOf(ground, listener)).find((one) => one.Priority === '10');
      expect(found?.Conditions?.[0]).toMatchObject(expression);
    },
  },
  {
    it: 'a rule may rewrite what it sends on',
    async run(ground) {
      const ListenerArn = await bare(ground);
      const rewrites = [{ Regex: '^/api', Replace: '/' }];
      const { Rules } = await ground.sdk.elbv2.send(
        new CreateRuleCommand({
          ListenerArn,
          Priority: 10,
          Conditions: [path('/api/*')],
          Actions: [forwardTo(await ground.targets())],
          Transforms: [{ Type: 'url-rewrite', UrlRewriteConfig: { Rewrites: rewrites } }],
        }),
      );
      expect(Rules?.[0]?.Transforms).toMatchObject([{ UrlRewriteConfig: { Rewrites: rewrites } }]);
    },
  },
];

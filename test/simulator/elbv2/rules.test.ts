import type { CreateRuleInput, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { setRulePriorities } from '../../../src/simulator/elbv2/priorities.ts';
import { createRule, deleteRule, describeRules, modifyRule } from '../../../src/simulator/elbv2/rules.ts';
import { breakGround, must, refusal } from './ground.ts';

function prepare() {
  const ground = breakGround();
  const group = ground.targetGroup();
  const { LoadBalancerArn } = ground.loadBalancer();
  const ListenerArn = ground.listener(LoadBalancerArn, group);
  const create = (more: Partial<CreateRuleInput>) => {
    const Conditions = [{ Field: 'path-pattern', Values: ['/api/*'] }];
    const Actions = [{ Type: 'forward' as const, TargetGroupArn: group }];
    return must(createRule({ ListenerArn, Priority: 10, Conditions, Actions, ...more }, ground.call).Rules?.[0]);
  };
  const rules = () => describeRules({ ListenerArn }, ground.call).Rules ?? [];
  return { ...ground, group, ListenerArn, create, rules };
}

describe('rules', () => {
  it('are listed in the order of priority, the default one last', () => {
    const { create, rules } = prepare();
    for (const Priority of [300, 20, 1000]) create({ Priority });
    expect(rules().map((rule) => rule.Priority)).toEqual(['20', '300', '1000', 'default']);
    expect(rules().map((rule) => rule.IsDefault)).toEqual([false, false, false, true]);
    expect(rules().at(-1)).toMatchObject({ Conditions: [], Actions: [{ Type: 'forward' }] });
  });

  it('want a free priority between 1 and 50000', () => {
    const { create } = prepare();
    create({ Priority: 10 });
    expect(() => create({ Priority: 10 })).toThrow(refusal('PriorityInUse', "Priority '10' is currently in use"));
    expect(() => create({ Priority: 0 })).toThrow(refusal('ValidationError'));
    expect(() => create({ Priority: 50_001 })).toThrow(refusal('ValidationError'));
    expect(create({ Priority: 50_000 }).Priority).toBe('50000');
  });

  it('are at most a hundred, the default ones not counted', () => {
    const { create, world } = prepare();
    world.elbv2.quotas['rules-per-application-load-balancer'] = 2;
    create({ Priority: 1 });
    create({ Priority: 2 });
    expect(() => create({ Priority: 3 })).toThrow(refusal('TooManyRules'));
  });

  it('change in place', () => {
    const { create, call } = prepare();
    const Transforms = [
      { Type: 'url-rewrite' as const, UrlRewriteConfig: { Rewrites: [{ Regex: '^/api', Replace: '/' }] } },
    ];
    const { RuleArn } = create({ Transforms });
    const modify = (more: object) => modifyRule({ RuleArn, ...more }, call).Rules?.[0];
    expect(modify({ Conditions: [{ Field: 'host-header', Values: ['example.com'] }] })).toMatchObject({
      Priority: '10',
      Conditions: [{ Field: 'host-header' }],
      Transforms,
    });
    expect(() => modify({ Transforms, ResetTransforms: true })).toThrow(refusal('ValidationError'));
    expect(modify({ ResetTransforms: true })?.Transforms).toEqual([]);
    expect(() => modify({ Transforms: [...Transforms, ...Transforms] })).toThrow(
      refusal('ValidationError', 'each type'),
    );
  });

  it('keep the default one as it is', () => {
    const { rules, call } = prepare();
    const RuleArn = must(rules()[0]).RuleArn;
    expect(() => deleteRule({ RuleArn }, call)).toThrow(refusal('OperationNotPermitted'));
    expect(() => modifyRule({ RuleArn }, call)).toThrow(refusal('OperationNotPermitted'));
    expect(() => setRulePriorities({ RulePriorities: [{ RuleArn, Priority: 1 }] }, call)).toThrow(
      refusal('OperationNotPermitted'),
    );
  });

  it('are gone once deleted', () => {
    const { create, call } = prepare();
    const { RuleArn } = create({});
    deleteRule({ RuleArn }, call);
    expect(() => describeRules({ RuleArns: [must(RuleArn)] }, call)).toThrow(refusal('RuleNotFound'));
    expect(() => deleteRule({ RuleArn }, call)).toThrow(refusal('RuleNotFound'));
  });
});

describe('priorities', () => {
  it('swap in one batch', () => {
    const { create, rules, call } = prepare();
    const first = create({ Priority: 1 }).RuleArn;
    const second = create({ Priority: 2 }).RuleArn;
    setRulePriorities(
      {
        RulePriorities: [
          { RuleArn: first, Priority: 2 },
          { RuleArn: second, Priority: 1 },
        ],
      },
      call,
    );
    expect(rules().map((rule) => rule.RuleArn)).toEqual([second, first, expect.any(String)]);
  });

  it('change all or none', () => {
    const { create, rules, call } = prepare();
    const [first, second] = [create({ Priority: 1 }).RuleArn, create({ Priority: 2 }).RuleArn];
    const set = (...pairs: [string | undefined, number][]) =>
      setRulePriorities({ RulePriorities: pairs.map(([RuleArn, Priority]) => ({ RuleArn, Priority })) }, call);
    expect(() => set([first, 3], [second, 3])).toThrow(refusal('PriorityInUse'));
    expect(() => set([first, 2])).toThrow(refusal('PriorityInUse'));
    expect(() => set([first, 3], [first, 4])).toThrow(refusal('ValidationError'));
    expect(() => set([first, 3], [`${second}0`, 4])).toThrow(refusal('RuleNotFound'));
    expect(rules().map((rule) => rule.Priority)).toEqual(['1', '2', 'default']);
  });
});

describe('conditions', () => {
  it('that can be written in two ways are answered in both', () => {
    const { create } = prepare();
    const two: RuleCondition = { Field: 'path-pattern', PathPatternConfig: { Values: ['/a', '/b'] } };
    const written = create({ Conditions: [two] }).Conditions;
    expect(written).toEqual([
      { Field: 'path-pattern', Values: ['/b', '/a'], PathPatternConfig: { Values: ['/b', '/a'] } },
    ]);
    const Conditions = [{ Field: 'host-header', HostHeaderConfig: { RegexValues: ['^a\\.example'] } }];
    expect(create({ Priority: 11, Conditions }).Conditions).toEqual([
      { Field: 'host-header', RegexValues: ['^a\\.example'], HostHeaderConfig: { RegexValues: ['^a\\.example'] } },
    ]);
  });

  it('of every other field are answered in their own configuration', () => {
    const { create } = prepare();
    const Conditions: RuleCondition[] = [
      { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } },
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '1' }] } },
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Canary', Values: ['yes'] } },
    ];
    expect(create({ Conditions }).Conditions).toEqual(Conditions);
  });

  it.each<[string, RuleCondition[]]>([
    ['none', []],
    ['two values as one used to be written', [{ Field: 'path-pattern', Values: ['/a', '/b'] }]],
    ['an unknown field', [{ Field: 'cookie', Values: ['a'] }]],
    ['no values', [{ Field: 'path-pattern' }]],
    ['values in both places', [{ Field: 'path-pattern', Values: ['/a'], PathPatternConfig: { Values: ['/b'] } }]],
    ['more than five values', [{ Field: 'path-pattern', Values: ['/1', '/2', '/3', '/4', '/5', '/6'] }]],
    ['too many wildcards', [{ Field: 'path-pattern', Values: ['/*/*/*/*', '/*/*/*'] }]],
    [
      'one field twice',
      [
        { Field: 'path-pattern', Values: ['/a'] },
        { Field: 'path-pattern', Values: ['/b'] },
      ],
    ],
    ['a host without a dot', [{ Field: 'host-header', Values: ['localhost'] }]],
    ['a path with a space', [{ Field: 'path-pattern', Values: ['/a b'] }]],
    ['a lower-case method', [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['get'] } }]],
    ['the Host header', [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'Host', Values: ['a'] } }]],
    ['an address that is no block', [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.1'] } }]],
  ])('refuse %s', (_what, Conditions) => {
    expect(() => prepare().create({ Conditions })).toThrow(refusal('ValidationError'));
  });
});

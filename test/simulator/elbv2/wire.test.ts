import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DescribeAccountLimitsCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeSSLPoliciesCommand,
  DescribeTagsCommand,
  DescribeTargetHealthCommand,
  DuplicateListenerException,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
  ModifyRuleCommand,
  PriorityInUseException,
  RegisterTargetsCommand,
  SetRulePrioritiesCommand,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src/core/clock.ts';
import { addInstance } from '../../../src/simulator/ec2/instances.ts';
import { startSimulator } from '../../../src/simulator/server.ts';
import type { Simulator } from '../../../src/simulator/server.ts';
import { must } from './ground.ts';

const region = 'ap-northeast-2';
const account = '123456789012';
const clock = new ManualClock();
let simulator: Simulator;
let client: ElasticLoadBalancingV2Client;

/** The simulator takes an access key of twelve digits for the account, and each account has a world of its own. */
function clientOf(accessKeyId: string): ElasticLoadBalancingV2Client {
  const credentials = { accessKeyId, secretAccessKey: 'any' };
  return new ElasticLoadBalancingV2Client({ region, endpoint: simulator.url, credentials, maxAttempts: 1 });
}

beforeAll(async () => {
  simulator = await startSimulator({ clock });
  client = clientOf(account);
});

afterAll(async () => {
  client.destroy();
  await simulator.close();
});

describe('the SDK against the simulator', () => {
  it('builds a load balancer with all that hangs on it, and takes it down', async () => {
    const world = simulator.world(account, region);
    const [first, second] = [...world.ec2.subnets.values()];
    const Subnets = [must(first).subnetId, must(second).subnetId];
    const VpcId = must(first).vpcId;
    const Tags = [{ Key: 'Name', Value: 'the web + more' }];

    const made = await client.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets, Tags }));
    const { LoadBalancerArn, CreatedTime, State } = must(made.LoadBalancers?.[0]);
    expect(CreatedTime).toEqual(new Date(clock.now()));
    expect(State?.Code).toBe('provisioning');

    const grouped = await client.send(
      new CreateTargetGroupCommand({ Name: 'pages', Protocol: 'HTTP', Port: 8080, VpcId }),
    );
    const { TargetGroupArn, HealthCheckEnabled, Matcher } = must(grouped.TargetGroups?.[0]);
    expect([HealthCheckEnabled, Matcher]).toEqual([true, { HttpCode: '200' }]);

    const forward = [{ Type: 'forward' as const, TargetGroupArn }];
    const listen = { LoadBalancerArn, Protocol: 'HTTP' as const, Port: 80, DefaultActions: forward };
    const listening = await client.send(new CreateListenerCommand(listen));
    const { ListenerArn } = must(listening.Listeners?.[0]);
    await expect(client.send(new CreateListenerCommand({ ...listen, DefaultActions: [] }))).rejects.toThrow('action');
    const redirect = { Type: 'redirect' as const, RedirectConfig: { Port: '81', StatusCode: 'HTTP_302' as const } };
    await expect(
      client.send(new CreateListenerCommand({ ...listen, DefaultActions: [redirect] })),
    ).rejects.toBeInstanceOf(DuplicateListenerException);

    const ruleArns: (string | undefined)[] = [];
    for (const Priority of [1, 2]) {
      const Conditions = [
        { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: `${Priority}` }] } },
      ];
      const Transforms = [
        { Type: 'url-rewrite' as const, UrlRewriteConfig: { Rewrites: [{ Regex: '^/a', Replace: '/b' }] } },
      ];
      const input = { ListenerArn, Priority, Conditions, Actions: forward, Transforms };
      const ruled = await client.send(new CreateRuleCommand(input));
      ruleArns.push(ruled.Rules?.[0]?.RuleArn);
      await expect(client.send(new CreateRuleCommand(input))).rejects.toBeInstanceOf(PriorityInUseException);
    }
    const RulePriorities = ruleArns.map((RuleArn, index) => ({ RuleArn, Priority: 2 - index }));
    await client.send(new SetRulePrioritiesCommand({ RulePriorities }));
    await client.send(new ModifyRuleCommand({ RuleArn: ruleArns[0], ResetTransforms: true }));
    const { Rules } = await client.send(new DescribeRulesCommand({ ListenerArn }));
    expect(Rules?.map((rule) => [rule.Priority, rule.IsDefault, rule.Transforms?.length])).toEqual([
      ['1', false, 1],
      ['2', false, 0],
      ['default', true, 0],
    ]);

    const { instanceId: Id } = addInstance(world, { subnetId: must(first).subnetId, imageId: 'ami-1' });
    await client.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id }] }));
    clock.advance(60_000);
    const described = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    expect(described.TargetHealthDescriptions?.[0]).toMatchObject({
      Target: { Id, Port: 8080 },
      HealthCheckPort: '8080',
      TargetHealth: { State: 'healthy' },
    });

    const Attributes = [{ Key: 'idle_timeout.timeout_seconds', Value: '61' }];
    const changed = await client.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
    expect(changed.Attributes).toContainEqual(must(Attributes[0]));
    const tagged = await client.send(new DescribeTagsCommand({ ResourceArns: [must(LoadBalancerArn)] }));
    expect(tagged.TagDescriptions).toEqual([{ ResourceArn: LoadBalancerArn, Tags }]);

    await expect(client.send(new DeleteTargetGroupCommand({ TargetGroupArn }))).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
    await client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
    await client.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
    await expect(client.send(new DescribeLoadBalancersCommand({ Names: ['web'] }))).rejects.toMatchObject({
      name: 'LoadBalancerNotFoundException',
      message: 'One or more load balancers not found',
    });
  });

  it('pages with the SDK’s own paginator', async () => {
    const other = '210987654321';
    const ours = clientOf(other);
    const [first, second] = [...simulator.world(other, region).ec2.subnets.values()];
    const Subnets = [must(first).subnetId, must(second).subnetId];
    for (const Name of ['p-1', 'p-2', 'p-3']) await ours.send(new CreateLoadBalancerCommand({ Name, Subnets }));
    const sizes: number[] = [];
    for await (const page of paginateDescribeLoadBalancers({ client: ours }, { PageSize: 2 })) {
      sizes.push(page.LoadBalancers?.length ?? 0);
    }
    ours.destroy();
    expect(sizes).toEqual([2, 1]);
  });

  it('names errors that have no model by their code', async () => {
    const refused = client.send(new CreateLoadBalancerCommand({ Name: 'internal-web', Subnets: ['a', 'b'] }));
    await expect(refused).rejects.toMatchObject({ name: 'ValidationError', $metadata: { httpStatusCode: 400 } });
  });

  it('answers the limits and the policies', async () => {
    const { Limits } = await client.send(new DescribeAccountLimitsCommand({}));
    expect(Limits).toContainEqual({ Name: 'rules-per-application-load-balancer', Max: '100' });
    const Names = ['ELBSecurityPolicy-TLS13-1-2-2021-06'];
    const { SslPolicies } = await client.send(new DescribeSSLPoliciesCommand({ Names }));
    expect(SslPolicies?.[0]?.SslProtocols).toEqual(['TLSv1.2', 'TLSv1.3']);
  });
});

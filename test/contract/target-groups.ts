import {
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteTargetGroupCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect } from 'vitest';
import { type Case, forwardTo, type Ground } from './ground.ts';

async function read({ sdk }: Ground, arn: string): Promise<TargetGroup | undefined> {
  const { TargetGroups } = await sdk.elbv2.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] }));
  return TargetGroups?.[0];
}

async function attributesOf({ sdk }: Ground, TargetGroupArn: string): Promise<Map<string, string>> {
  const { Attributes = [] } = await sdk.elbv2.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
  return new Map(Attributes.map(({ Key = '', Value = '' }) => [Key, Value]));
}

async function addresses({ sdk, vpc }: Ground): Promise<string> {
  const input = { Name: 'ips', Protocol: 'HTTP', Port: 80, VpcId: vpc, TargetType: 'ip' } as const;
  return (await sdk.elbv2.send(new CreateTargetGroupCommand(input))).TargetGroups?.[0]?.TargetGroupArn ?? '';
}

async function register({ sdk }: Ground, TargetGroupArn: string, ...ports: number[]): Promise<void> {
  const Targets = ports.map((Port) => ({ Id: '172.31.0.10', Port }));
  await sdk.elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
}

export const targetGroups: readonly Case[] = [
  {
    it: 'a group is read back with the defaults of its health check',
    plain: true,
    async run(ground) {
      expect(await read(ground, await ground.targets())).toMatchObject({
        Protocol: 'HTTP',
        Port: 80,
        TargetType: 'instance',
        HealthCheckProtocol: 'HTTP',
        HealthCheckPort: 'traffic-port',
        HealthCheckPath: '/',
        HealthCheckIntervalSeconds: 30,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 5,
        UnhealthyThresholdCount: 2,
        Matcher: { HttpCode: '200' },
      });
    },
  },
  {
    it: 'a group made twice with the same settings is one',
    async run(ground) {
      expect(await ground.targets()).toBe(await ground.targets());
    },
  },
  {
    it: 'another group under a name that is taken is refused',
    async run(ground) {
      await ground.targets('web', 80);
      await expect(ground.targets('web', 8080)).rejects.toMatchObject({ name: 'DuplicateTargetGroupNameException' });
    },
  },
  {
    it: 'the health check alone changes in place',
    plain: true,
    async run(ground) {
      const TargetGroupArn = await ground.targets();
      await ground.sdk.elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckPath: '/health' }));
      expect(await read(ground, TargetGroupArn)).toMatchObject({
        HealthCheckPath: '/health',
        HealthyThresholdCount: 5,
      });
    },
  },
  {
    it: 'an attribute that is set is read back beside the defaults',
    plain: true,
    async run(ground) {
      const TargetGroupArn = await ground.targets();
      const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }];
      await ground.sdk.elbv2.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes }));
      const attributes = await attributesOf(ground, TargetGroupArn);
      expect(attributes.get('deregistration_delay.timeout_seconds')).toBe('30');
      expect(attributes.get('stickiness.enabled')).toBe('false');
    },
  },
  {
    it: 'every attribute of a target group is answered, whether it was set or not',
    async run(ground) {
      const attributes = await attributesOf(ground, await ground.targets());
      expect(attributes.get('slow_start.duration_seconds')).toBe('0');
      expect(attributes.get('load_balancing.cross_zone.enabled')).toBe('use_load_balancer_configuration');
      expect(attributes.get('target_group_health.dns_failover.minimum_healthy_targets.count')).toBe('1');
    },
  },
  {
    it: 'a group that is forwarded to stays, and goes when nobody does',
    plain: true,
    async run(ground) {
      const TargetGroupArn = await ground.targets();
      const ListenerArn = await ground.listener(await ground.balancer(), [forwardTo(TargetGroupArn)]);
      const deletion = new DeleteTargetGroupCommand({ TargetGroupArn });
      await expect(ground.sdk.elbv2.send(deletion)).rejects.toMatchObject({ name: 'ResourceInUseException' });
      await ground.sdk.elbv2.send(new DeleteListenerCommand({ ListenerArn }));
      await ground.sdk.elbv2.send(deletion);
      await expect(read(ground, TargetGroupArn)).rejects.toMatchObject({ name: 'TargetGroupNotFoundException' });
    },
  },
  {
    it: 'a group serves one load balancer only',
    async run(ground) {
      const action = forwardTo(await ground.targets());
      await ground.listener(await ground.balancer('one'), [action]);
      await expect(ground.listener(await ground.balancer('other'), [action])).rejects.toMatchObject({
        name: 'TargetGroupAssociationLimitException',
      });
    },
  },
  {
    it: 'the load balancer that forwards to a group is listed, and gone with the listener',
    async run(ground) {
      const [balancer, targets] = [await ground.balancer(), await ground.targets()];
      const ListenerArn = await ground.listener(balancer, [forwardTo(targets)]);
      expect((await read(ground, targets))?.LoadBalancerArns).toEqual([balancer]);
      await ground.sdk.elbv2.send(new DeleteListenerCommand({ ListenerArn }));
      expect((await read(ground, targets))?.LoadBalancerArns).toEqual([]);
    },
  },
  {
    it: 'a target is an id and a port',
    async run(ground) {
      const TargetGroupArn = await addresses(ground);
      await register(ground, TargetGroupArn, 80, 81);
      const health = await ground.sdk.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      expect(new Set(health.TargetHealthDescriptions?.map((one) => one.Target?.Port))).toEqual(new Set([80, 81]));
    },
  },
  {
    it: 'a target of a group that nobody forwards to is unused',
    async run(ground) {
      const TargetGroupArn = await addresses(ground);
      await register(ground, TargetGroupArn, 80);
      const health = await ground.sdk.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      expect(health.TargetHealthDescriptions?.[0]?.TargetHealth).toMatchObject({
        State: 'unused',
        Reason: 'Target.NotInUse',
      });
    },
  },
];

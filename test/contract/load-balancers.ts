import {
  AddTagsCommand,
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  type LoadBalancer,
  ModifyLoadBalancerAttributesCommand,
  RemoveTagsCommand,
  SetSecurityGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect } from 'vitest';
import { type Case, forwardTo, type Ground } from './ground.ts';

async function read({ sdk }: Ground, arn: string): Promise<LoadBalancer | undefined> {
  const { LoadBalancers } = await sdk.elbv2.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] }));
  return LoadBalancers?.[0];
}

async function attributesOf({ sdk }: Ground, LoadBalancerArn: string): Promise<Map<string, string>> {
  const { Attributes = [] } = await sdk.elbv2.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
  return new Map(Attributes.map(({ Key = '', Value = '' }) => [Key, Value]));
}

async function tagsOf({ sdk }: Ground, arn: string): Promise<Record<string, string | undefined>> {
  const { TagDescriptions } = await sdk.elbv2.send(new DescribeTagsCommand({ ResourceArns: [arn] }));
  return Object.fromEntries((TagDescriptions?.[0]?.Tags ?? []).map(({ Key = '', Value }) => [Key, Value]));
}

function setAttribute({ sdk }: Ground, LoadBalancerArn: string, Key: string, Value: string): Promise<unknown> {
  return sdk.elbv2.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes: [{ Key, Value }] }));
}

export const loadBalancers: readonly Case[] = [
  {
    it: 'a load balancer is read back as it was made',
    plain: true,
    async run(ground) {
      const group = await ground.group();
      expect(await read(ground, await ground.balancer('web', [group]))).toMatchObject({
        LoadBalancerName: 'web',
        Type: 'application',
        VpcId: ground.vpc,
        SecurityGroups: [group],
      });
    },
  },
  {
    it: 'a load balancer faces the internet by default, and answers so',
    async run(ground) {
      expect(await read(ground, await ground.balancer())).toMatchObject({ Scheme: 'internet-facing' });
    },
  },
  {
    it: 'a load balancer made twice with the same settings is one',
    async run(ground) {
      expect(await ground.balancer()).toBe(await ground.balancer());
      const { LoadBalancers } = await ground.sdk.elbv2.send(new DescribeLoadBalancersCommand({}));
      expect(LoadBalancers).toHaveLength(1);
    },
  },
  {
    it: 'another load balancer under a name that is taken is refused',
    async run(ground) {
      await ground.balancer();
      const other = new CreateLoadBalancerCommand({ Name: 'web', Subnets: [...ground.subnets], Scheme: 'internal' });
      await expect(ground.sdk.elbv2.send(other)).rejects.toMatchObject({ name: 'DuplicateLoadBalancerNameException' });
    },
  },
  {
    it: 'an application load balancer wants two zones',
    async run(ground) {
      const one = new CreateLoadBalancerCommand({ Name: 'web', Subnets: [ground.subnets[0]] });
      await expect(ground.sdk.elbv2.send(one)).rejects.toThrow();
    },
  },
  {
    it: 'a name that does not exist is answered with NotFound',
    plain: true,
    async run({ sdk }) {
      const unknown = sdk.elbv2.send(new DescribeLoadBalancersCommand({ Names: ['nobody'] }));
      await expect(unknown).rejects.toMatchObject({ name: 'LoadBalancerNotFoundException' });
    },
  },
  {
    it: 'deletion protection is off unless asked for',
    plain: true,
    async run(ground) {
      const attributes = await attributesOf(ground, await ground.balancer());
      expect(attributes.get('deletion_protection.enabled')).toBe('false');
    },
  },
  {
    it: 'every attribute of a load balancer is answered, whether it was set or not',
    async run(ground) {
      const attributes = await attributesOf(ground, await ground.balancer());
      expect(attributes.get('idle_timeout.timeout_seconds')).toBe('60');
      expect(attributes.get('routing.http2.enabled')).toBe('true');
      expect(attributes.get('waf.fail_open.enabled')).toBe('false');
      expect(attributes.size).toBeGreaterThan(15);
    },
  },
  {
    it: 'an attribute that is set is read back',
    plain: true,
    async run(ground) {
      const arn = await ground.balancer();
      await setAttribute(ground, arn, 'idle_timeout.timeout_seconds', '120');
      expect((await attributesOf(ground, arn)).get('idle_timeout.timeout_seconds')).toBe('120');
    },
  },
  {
    it: 'an attribute that it can’t have is refused',
    async run(ground) {
      const arn = await ground.balancer();
      await expect(setAttribute(ground, arn, 'idle_timeout.timeout_seconds', 'soon')).rejects.toThrow();
    },
  },
  {
    it: 'deletion protection protects',
    async run(ground) {
      const LoadBalancerArn = await ground.balancer();
      await setAttribute(ground, LoadBalancerArn, 'deletion_protection.enabled', 'true');
      const deletion = ground.sdk.elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
      await expect(deletion).rejects.toMatchObject({ name: 'OperationNotPermittedException' });
    },
  },
  {
    it: 'its listeners go with it',
    async run(ground) {
      const LoadBalancerArn = await ground.balancer();
      const ListenerArns = [await ground.listener(LoadBalancerArn, [forwardTo(await ground.targets())])];
      await ground.sdk.elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
      const gone = ground.sdk.elbv2.send(new DescribeListenersCommand({ ListenerArns }));
      await expect(gone).rejects.toMatchObject({ name: 'ListenerNotFoundException' });
    },
  },
  {
    it: 'deleting what is gone succeeds',
    async run(ground) {
      const deletion = new DeleteLoadBalancerCommand({ LoadBalancerArn: await ground.balancer() });
      await ground.sdk.elbv2.send(deletion);
      await ground.sdk.elbv2.send(deletion);
    },
  },
  {
    it: 'security groups are exchanged whole',
    plain: true,
    async run(ground) {
      const [one, other] = [await ground.group('one'), await ground.group('other')];
      const LoadBalancerArn = await ground.balancer('web', [one]);
      await ground.sdk.elbv2.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups: [other] }));
      expect(await read(ground, LoadBalancerArn)).toMatchObject({ SecurityGroups: [other] });
    },
  },
  {
    it: 'tags are set, replaced and removed',
    plain: true,
    async run(ground) {
      const arn = await ground.balancer();
      const add = (Key: string, Value: string): Promise<unknown> =>
        ground.sdk.elbv2.send(new AddTagsCommand({ ResourceArns: [arn], Tags: [{ Key, Value }] }));
      await add('a', '1');
      await add('b', '1');
      await add('a', '2');
      await ground.sdk.elbv2.send(new RemoveTagsCommand({ ResourceArns: [arn], TagKeys: ['b'] }));
      expect(await tagsOf(ground, arn)).toEqual({ a: '2' });
    },
  },
  {
    it: 'there may be more than ten tags',
    async run(ground) {
      const arn = await ground.balancer();
      const Tags = Array.from({ length: 20 }, (_, index) => ({ Key: `key-${index}`, Value: 'x' }));
      await ground.sdk.elbv2.send(new AddTagsCommand({ ResourceArns: [arn], Tags }));
      expect(Object.keys(await tagsOf(ground, arn))).toHaveLength(20);
    },
  },
  {
    it: 'pages hand out every one once',
    async run(ground) {
      for (const name of ['a', 'b', 'c']) await ground.balancer(name);
      const names: (string | undefined)[] = [];
      let Marker: string | undefined;
      do {
        const page = await ground.sdk.elbv2.send(new DescribeLoadBalancersCommand({ PageSize: 2, Marker }));
        names.push(...(page.LoadBalancers ?? []).map((one) => one.LoadBalancerName));
        Marker = page.NextMarker;
      } while (Marker !== undefined);
      expect(names).toHaveLength(3);
      expect(new Set(names)).toEqual(new Set(['a', 'b', 'c']));
    },
  },
];

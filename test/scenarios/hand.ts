import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import {
  type Action,
  CreateRuleCommand,
  DeleteListenerCommand,
  DeleteRuleCommand,
  DeregisterTargetsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  RemoveTagsCommand,
  type Rule,
  SetRulePrioritiesCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Sdk } from '../support/clients.ts';
import { GroupHand } from './group-hand.ts';
import { ServiceHand } from './service-hand.ts';

/** Somebody at the console, who finds things by the names that a person sees. */
export class Hand {
  readonly groups: GroupHand;
  readonly services: ServiceHand;
  readonly #sdk: Sdk;

  constructor(sdk: Sdk) {
    this.#sdk = sdk;
    this.groups = new GroupHand(sdk);
    this.services = new ServiceHand(sdk);
  }

  async loadBalancer(name: string): Promise<string> {
    const { LoadBalancers = [] } = await this.#sdk.elbv2.send(new DescribeLoadBalancersCommand({ Names: [name] }));
    return LoadBalancers[0]?.LoadBalancerArn ?? '';
  }

  async targetGroup(name: string): Promise<string> {
    const { TargetGroups = [] } = await this.#sdk.elbv2.send(new DescribeTargetGroupsCommand({ Names: [name] }));
    return TargetGroups[0]?.TargetGroupArn ?? '';
  }

  /** The only one. */
  async listener(balancer: string): Promise<string> {
    const LoadBalancerArn = await this.loadBalancer(balancer);
    const { Listeners = [] } = await this.#sdk.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
    return Listeners[0]?.ListenerArn ?? '';
  }

  async rules(balancer: string): Promise<Rule[]> {
    const ListenerArn = await this.listener(balancer);
    return (await this.#sdk.elbv2.send(new DescribeRulesCommand({ ListenerArn }))).Rules ?? [];
  }

  async rule(balancer: string, priority: number): Promise<string> {
    const found = (await this.rules(balancer)).find((rule) => rule.Priority === String(priority));
    return found?.RuleArn ?? '';
  }

  async securityGroup(name: string): Promise<string> {
    const { SecurityGroups = [] } = await this.#sdk.ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: [name] }] }),
    );
    return SecurityGroups[0]?.GroupId ?? '';
  }

  async setBalancerAttribute(balancer: string, Key: string, Value: string): Promise<void> {
    const LoadBalancerArn = await this.loadBalancer(balancer);
    await this.#sdk.elbv2.send(
      new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes: [{ Key, Value }] }),
    );
  }

  async setGroupAttribute(group: string, Key: string, Value: string): Promise<void> {
    const TargetGroupArn = await this.targetGroup(group);
    await this.#sdk.elbv2.send(
      new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: [{ Key, Value }] }),
    );
  }

  async setHealthCheckPath(group: string, path: string): Promise<void> {
    const TargetGroupArn = await this.targetGroup(group);
    await this.#sdk.elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckPath: path }));
  }

  async instance(name: string): Promise<string> {
    const { Reservations = [] } = await this.#sdk.ec2.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'tag:Name', Values: [name] }] }),
    );
    return Reservations[0]?.Instances?.[0]?.InstanceId ?? '';
  }

  async register(group: string, instance: string, Port: number): Promise<void> {
    const TargetGroupArn = await this.targetGroup(group);
    const Targets = [{ Id: await this.instance(instance), Port }];
    await this.#sdk.elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
  }

  async deregister(group: string, instance: string): Promise<void> {
    const TargetGroupArn = await this.targetGroup(group);
    const Targets = [{ Id: await this.instance(instance) }];
    await this.#sdk.elbv2.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets }));
  }

  async untag(balancer: string, key: string): Promise<void> {
    const ResourceArns = [await this.loadBalancer(balancer)];
    await this.#sdk.elbv2.send(new RemoveTagsCommand({ ResourceArns, TagKeys: [key] }));
  }

  async setDefaultActions(balancer: string, DefaultActions: Action[]): Promise<void> {
    const ListenerArn = await this.listener(balancer);
    await this.#sdk.elbv2.send(new ModifyListenerCommand({ ListenerArn, DefaultActions }));
  }

  async deleteListener(balancer: string): Promise<void> {
    await this.#sdk.elbv2.send(new DeleteListenerCommand({ ListenerArn: await this.listener(balancer) }));
  }

  async deleteRule(balancer: string, priority: number): Promise<void> {
    await this.#sdk.elbv2.send(new DeleteRuleCommand({ RuleArn: await this.rule(balancer, priority) }));
  }

  async addRule(balancer: string, priority: number, path: string): Promise<void> {
    await this.#sdk.elbv2.send(
      new CreateRuleCommand({
        ListenerArn: await this.listener(balancer),
        Priority: priority,
        Conditions: [{ Field: 'path-pattern', Values: [path] }],
        Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }],
      }),
    );
  }

  /** By way of a free number: not every emulator lets two rules change places in one call. */
  async swapRules(balancer: string, one: number, other: number): Promise<void> {
    const [first, second] = [await this.rule(balancer, one), await this.rule(balancer, other)];
    const move = (RuleArn: string, Priority: number): Promise<unknown> =>
      this.#sdk.elbv2.send(new SetRulePrioritiesCommand({ RulePriorities: [{ RuleArn, Priority }] }));
    await move(first, 49_000);
    await move(second, one);
    await move(first, other);
  }

  async openPort(group: string, port: number): Promise<void> {
    const GroupId = await this.securityGroup(group);
    const permission = { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
    await this.#sdk.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission] }));
  }

  async closePort(group: string, port: number): Promise<void> {
    const GroupId = await this.securityGroup(group);
    const rules = await this.groupRules(GroupId);
    const SecurityGroupRuleIds = rules
      .filter((rule) => rule.IsEgress === false && rule.FromPort === port)
      .map((rule) => rule.SecurityGroupRuleId ?? '');
    await this.#sdk.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds }));
  }

  async groupRules(group: string): Promise<SecurityGroupRule[]> {
    const { SecurityGroupRules = [] } = await this.#sdk.ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [group] }] }),
    );
    return SecurityGroupRules;
  }

  async putBehind(balancer: string, groups: string[]): Promise<void> {
    const LoadBalancerArn = await this.loadBalancer(balancer);
    const SecurityGroups = await Promise.all(groups.map((group) => this.securityGroup(group)));
    await this.#sdk.elbv2.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups }));
  }

  async moveTo(balancer: string, names: string[]): Promise<void> {
    const LoadBalancerArn = await this.loadBalancer(balancer);
    await this.#sdk.elbv2.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets: await this.subnets(names) }));
  }

  async subnets(names: string[]): Promise<string[]> {
    const { Subnets = [] } = await this.#sdk.ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'tag:Name', Values: names }] }),
    );
    return Subnets.map((subnet) => subnet.SubnetId ?? '');
  }
}

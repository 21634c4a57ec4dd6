import {
  DeleteRuleCommand,
  DeregisterTargetsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AuthorizeSecurityGroupIngressCommand, DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { AutoScalingClient, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';

/** Something that somebody does by hand, and what is said of it. */
interface Drift {
  readonly what: string;
  readonly make: () => Promise<unknown>;
}

interface Config {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What people do in consoles, in turn. */
export function driftsOn(config: Config): readonly Drift[] {
  const elbv2 = new ElasticLoadBalancingV2Client(config);
  const ec2 = new EC2Client(config);
  const autoScaling = new AutoScalingClient(config);
  return [
    {
      what: 'set the idle timeout of content-routing to 5 seconds',
      make: async () => {
        const LoadBalancerArn = await balancerNamed(elbv2, 'content-routing');
        const Attributes = [{ Key: 'idle_timeout.timeout_seconds', Value: '5' }];
        await elbv2.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
      },
    },
    {
      what: 'delete the rule of content-routing that leads /api/* to the API',
      make: async () => {
        const LoadBalancerArn = await balancerNamed(elbv2, 'content-routing');
        const { Listeners: [listener] = [] } = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
        const { Rules = [] } = await elbv2.send(new DescribeRulesCommand({ ListenerArn: listener?.ListenerArn }));
        const { RuleArn } = Rules.find(({ Priority }) => Priority === '10') ?? {};
        await elbv2.send(new DeleteRuleCommand({ RuleArn }));
      },
    },
    {
      what: 'take one of the two pages out of ec2-pair-tg',
      make: async () => {
        const { TargetGroups: [pair] = [] } = await elbv2.send(
          new DescribeTargetGroupsCommand({ Names: ['ec2-pair-tg'] }),
        );
        const { TargetGroupArn } = pair ?? {};
        const { TargetHealthDescriptions: [first] = [] } = await elbv2.send(
          new DescribeTargetHealthCommand({ TargetGroupArn }),
        );
        await elbv2.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: first?.Target?.Id }] }));
      },
    },
    {
      what: 'let Web-ASG shrink to one instance',
      make: () => autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'Web-ASG', MinSize: 1 })),
    },
    {
      what: 'open port 22 of content-routing-sg to the world',
      make: async () => {
        const Filters = [{ Name: 'group-name', Values: ['content-routing-sg'] }];
        const { SecurityGroups: [group] = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
        const open = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
        await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: group?.GroupId, IpPermissions: [open] }));
      },
    },
  ];
}

async function balancerNamed(elbv2: ElasticLoadBalancingV2Client, name: string): Promise<string | undefined> {
  const { LoadBalancers: [balancer] = [] } = await elbv2.send(new DescribeLoadBalancersCommand({ Names: [name] }));
  return balancer?.LoadBalancerArn;
}

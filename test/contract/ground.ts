import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import {
  type Action,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateSecurityGroupCommand } from '@aws-sdk/client-ec2';
import type { Emulator } from '../support/simulated.ts';
import type { Sdk } from '../support/clients.ts';

/** An account with nothing but AWS's default network, and the few things that most cases begin with. */
export class Ground {
  readonly sdk: Sdk;
  readonly vpc: string;
  /** One in each of two zones. */
  readonly subnets: readonly [string, string];

  private constructor(sdk: Sdk, vpc: string, subnets: readonly [string, string]) {
    this.sdk = sdk;
    this.vpc = vpc;
    this.subnets = subnets;
  }

  static async open(emulator: Emulator): Promise<Ground> {
    const { sdk } = await emulator.open();
    const { Subnets = [] } = await sdk.ec2.send(new DescribeSubnetsCommand({}));
    const [first, second] = Subnets;
    return new Ground(sdk, first?.VpcId ?? '', [first?.SubnetId ?? '', second?.SubnetId ?? '']);
  }

  async group(name = 'web'): Promise<string> {
    const input = { GroupName: name, Description: name, VpcId: this.vpc };
    return (await this.sdk.ec2.send(new CreateSecurityGroupCommand(input))).GroupId ?? '';
  }

  async balancer(name = 'web', groups?: string[]): Promise<string> {
    const { LoadBalancers = [] } = await this.sdk.elbv2.send(
      new CreateLoadBalancerCommand({ Name: name, Subnets: [...this.subnets], SecurityGroups: groups }),
    );
    return LoadBalancers[0]?.LoadBalancerArn ?? '';
  }

  async targets(name = 'web', port = 80): Promise<string> {
    const { TargetGroups = [] } = await this.sdk.elbv2.send(
      new CreateTargetGroupCommand({ Name: name, Protocol: 'HTTP', Port: port, VpcId: this.vpc }),
    );
    return TargetGroups[0]?.TargetGroupArn ?? '';
  }

  async listener(balancer: string, actions: Action[], port = 80): Promise<string> {
    const { Listeners = [] } = await this.sdk.elbv2.send(
      new CreateListenerCommand({ LoadBalancerArn: balancer, Protocol: 'HTTP', Port: port, DefaultActions: actions }),
    );
    return Listeners[0]?.ListenerArn ?? '';
  }
}

/** What a listener does that needs no target group. */
export const notFound: Action = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } };

export function forwardTo(targetGroup: string): Action {
  return { Type: 'forward', TargetGroupArn: targetGroup };
}

/** One thing that AWS does and that we rely on. */
export interface Case {
  readonly it: string;
  readonly run: (ground: Ground) => Promise<void>;
  /** So plain that whatever calls itself an AWS must do it. */
  readonly plain?: true;
}

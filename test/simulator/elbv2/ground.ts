import { expect } from 'vitest';
import { ManualClock } from '../../../src/core/clock.ts';
import { addInstance } from '../../../src/simulator/ec2/instances.ts';
import { addSecurityGroup } from '../../../src/simulator/ec2/security-groups.ts';
import { addSubnet } from '../../../src/simulator/ec2/subnets.ts';
import { zonesOf } from '../../../src/simulator/ec2/zones.ts';
import { createListener } from '../../../src/simulator/elbv2/listeners.ts';
import { createLoadBalancer } from '../../../src/simulator/elbv2/load-balancers.ts';
import { createTargetGroup } from '../../../src/simulator/elbv2/target-groups.ts';
import { seededRandom } from '../../../src/simulator/random.ts';
import type { Call } from '../../../src/simulator/service.ts';
import { createWorld } from '../../../src/simulator/new-world.ts';
import type { Settings, World } from '../../../src/simulator/world.ts';

export const certificateArn = 'arn:aws:acm:ap-northeast-2:123456789012:certificate/0a1b2c3d';

const settings: Settings = {
  provisioningMs: 60_000,
  networkInterfaceLingerMs: 30_000,
  initialHealthMs: 20_000,
  drainingMs: 10_000,
  taskStartMs: 4000,
  taskStopMs: 2000,
  instanceStartMs: 4000,
};

const account = '123456789012';
const region = 'ap-northeast-2';

/** A fresh account with its default VPC, on a clock that the test moves. */
export function breakGround(
  clock = new ManualClock(),
  world = createWorld({ account, region, clock, random: seededRandom(7), settings }),
) {
  const call: Call<World> = { account, region, clock, world };
  const subnets = [...world.ec2.subnets.values()].sort((a, b) => (a.availabilityZone < b.availabilityZone ? -1 : 1));
  const subnetIds = subnets.map((subnet) => subnet.subnetId);
  const vpcId = must(subnets[0]).vpcId;
  return {
    world,
    clock,
    call,
    vpcId,
    /** The default subnets of the zones a and c. */
    subnetIds: [must(subnetIds[0]), must(subnetIds[2])],
    allSubnetIds: subnetIds,
    loadBalancer: (name = 'web', type: 'application' | 'network' | 'gateway' = 'application') => {
      const Subnets = [must(subnetIds[0]), must(subnetIds[2])];
      return must(createLoadBalancer({ Name: name, Type: type, Subnets }, call).LoadBalancers?.[0]);
    },
    targetGroup: (name = 'pages', more: Partial<Parameters<typeof createTargetGroup>[0]> = {}) => {
      const input = { Name: name, Protocol: 'HTTP' as const, Port: 80, VpcId: vpcId, ...more };
      return must(createTargetGroup(input, call).TargetGroups?.[0]?.TargetGroupArn);
    },
    listener: (loadBalancerArn: string | undefined, targetGroupArn: string, port = 80) => {
      const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: targetGroupArn }];
      const input = { LoadBalancerArn: loadBalancerArn, Protocol: 'HTTP' as const, Port: port, DefaultActions };
      return must(createListener(input, call).Listeners?.[0]?.ListenerArn);
    },
    instance: (subnetIndex = 0) => {
      return addInstance(world, { subnetId: must(subnetIds[subnetIndex]), imageId: 'ami-1' });
    },
    securityGroup: (groupName: string) => {
      return addSecurityGroup(world, { groupName, description: 'for a test', vpcId }).groupId;
    },
    secondSubnetInZoneA: () => {
      const zone = must(zonesOf(region)[0]);
      return addSubnet(world, { vpcId, zone, cidrBlock: '172.31.128.0/20' }).subnetId;
    },
  };
}

export function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('expected a value');
  return value;
}

/** Matches AWS's refusal by its code on the wire, and by a part of its words. */
export function refusal(code: string, message = '') {
  return expect.objectContaining({ code, message: expect.stringContaining(message) });
}

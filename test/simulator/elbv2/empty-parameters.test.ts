import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import { open } from '../support.ts';
import { certificateArn } from './ground.ts';

// Some clients write down every member that they have, and AWS takes an empty one for none.

test.each([
  [{ Protocol: 'HTTP', Port: 80 } as const, 'HTTP1'],
  [{ Protocol: 'TCP', Port: 80 } as const, undefined],
  [{ Protocol: 'GENEVE', Port: 6081 } as const, undefined],
])('an empty protocol version is none: %j', async (asked, version) => {
  const { elbv2, simulator } = await open();
  const [VpcId] = simulator.world().ec2.vpcs.keys();
  const input = { Name: 'web', VpcId, ...asked, ProtocolVersion: '' };
  const { TargetGroups } = await elbv2.send(new CreateTargetGroupCommand(input));
  expect(TargetGroups?.[0]?.ProtocolVersion).toBe(version);
});

test('so it is with functions', async () => {
  const { elbv2 } = await open();
  const input = { Name: 'web', TargetType: 'lambda', ProtocolVersion: '', VpcId: '' } as const;
  const { TargetGroups } = await elbv2.send(new CreateTargetGroupCommand(input));
  expect(TargetGroups).toMatchObject([{ TargetType: 'lambda' }]);
});

test('an empty trust store is none', async () => {
  const { elbv2, simulator } = await open();
  const Subnets = [...simulator.world().ec2.subnets.keys()].slice(0, 2);
  const { LoadBalancers } = await elbv2.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets }));
  const { Listeners } = await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Protocol: 'HTTPS',
      Port: 443,
      Certificates: [{ CertificateArn: certificateArn }],
      MutualAuthentication: { Mode: 'passthrough', TrustStoreArn: '' },
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    }),
  );
  expect(Listeners?.[0]?.MutualAuthentication).toEqual({ Mode: 'passthrough' });
});

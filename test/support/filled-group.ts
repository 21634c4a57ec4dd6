import { CreateTargetGroupCommand, RegisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Simulator } from '../../src/simulator/server.ts';
import type { Sdk } from './clients.ts';

/** A target group named web that somebody made by hand in the tour's network, with both of its instances in it. */
export async function filledGroup({ simulator, sdk }: { simulator: Simulator; sdk: Sdk }): Promise<string> {
  const { vpcs } = simulator.world().ec2;
  const vpc = [...vpcs.values()].find(({ tags }) => tags.get('Name') === 'tour-vpc');
  const { TargetGroups = [] } = await sdk.elbv2.send(
    new CreateTargetGroupCommand({ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId: vpc?.vpcId }),
  );
  const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? '';
  const Targets = ['page-01', 'page-02'].map((name) => ({ Id: instanceNamed(simulator, name) }));
  await sdk.elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
  return TargetGroupArn;
}

export function instanceNamed(simulator: Simulator, name: string): string {
  const all = [...simulator.world().ec2.instances.values()];
  return all.find(({ tags }) => tags.get('Name') === name)?.instanceId ?? '';
}

/** Manifests that adopt that group, and list only the first of its instances. */
export const adoptingOne = [
  {
    apiVersion: 'evenkeel.dev/v1',
    kind: 'TargetGroup',
    metadata: { name: 'web', annotations: { 'evenkeel.dev/adopt': 'true' } },
    spec: { protocol: 'HTTP', port: 80, vpc: { name: 'tour-vpc' } },
  },
  {
    apiVersion: 'evenkeel.dev/v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { targetGroups: [{ targetGroup: { ref: 'web' } }], instances: [{ name: 'page-01' }] },
  },
];

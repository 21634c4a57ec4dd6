import { onTestFinished } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';

export interface Lab {
  readonly simulator: Simulator;
  readonly url: string;
  readonly vpc: string;
  /** Two subnets in each of the zones a and c, by name. */
  readonly subnets: Readonly<Record<'a1' | 'a2' | 'c1' | 'c2', string>>;
  readonly groups: Readonly<Record<'one' | 'two', string>>;
  /** The allocation id of an address. */
  readonly address: string;
}

/** A simulated AWS with a network to build in, for the length of a test. */
export async function startLab(): Promise<Lab> {
  const simulator = await startSimulator({
    settings: { provisioningMs: 0, initialHealthMs: 0 },
    fixture: {
      regions: {
        'ap-northeast-2': {
          addresses: [{ name: 'fixed' }],
          vpcs: [
            {
              name: 'lab',
              cidr: '10.0.0.0/16',
              internetGateway: true,
              securityGroups: [{ name: 'one' }, { name: 'two' }],
              subnets: [
                { name: 'a1', zone: 'a', cidr: '10.0.0.0/24', public: true },
                { name: 'a2', zone: 'a', cidr: '10.0.1.0/24', public: true },
                { name: 'c1', zone: 'c', cidr: '10.0.2.0/24', public: true },
                { name: 'c2', zone: 'c', cidr: '10.0.3.0/24', public: true },
              ],
            },
          ],
        },
      },
    },
  });
  onTestFinished(() => simulator.close());
  const { ec2 } = simulator.world();
  const subnet = (name: string): string =>
    [...ec2.subnets.values()].find((one) => one.tags.get('Name') === name)?.subnetId ?? '';
  const group = (name: string): string =>
    [...ec2.securityGroups.values()].find((one) => one.groupName === name)?.groupId ?? '';
  return {
    simulator,
    url: simulator.url,
    vpc: [...ec2.vpcs.values()].find((one) => one.tags.get('Name') === 'lab')?.vpcId ?? '',
    subnets: { a1: subnet('a1'), a2: subnet('a2'), c1: subnet('c1'), c2: subnet('c2') },
    groups: { one: group('one'), two: group('two') },
    address: [...ec2.addresses.keys()][0] ?? '',
  };
}

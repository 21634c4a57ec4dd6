import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../../src/core/inventory.ts';
import { loadBalancerType, type LoadBalancerState } from '../../../src/resources/load-balancer/type.ts';

function subnet(id: string, zone: string, name: string | undefined, more: { vpc?: string; public?: boolean } = {}) {
  return { id, vpc: 'vpc-1', zone, isDefault: false, tags: {}, ...(name === undefined ? {} : { name }), ...more };
}

const inventory: Inventory = {
  vpcs: [],
  subnets: [
    subnet('subnet-1', 'ap-northeast-2a', 'Public subnet A', { public: true }),
    subnet('subnet-2', 'ap-northeast-2a', undefined, { public: false }),
    subnet('subnet-3', 'ap-northeast-2c', 'Private subnet C', { public: false }),
    subnet('subnet-4', 'ap-northeast-2c', 'Elsewhere', { vpc: 'vpc-2' }),
  ],
  securityGroups: [{ id: 'sg-2', name: 'far', vpc: 'vpc-2', isDefault: false, tags: {} }],
};

function state(subnets: readonly string[], more: Partial<LoadBalancerState> = {}): LoadBalancerState {
  return {
    name: 'web',
    type: 'application',
    scheme: 'internet-facing',
    subnets: subnets.map((one) => ({ subnet: one })),
    ...more,
  };
}

describe('what AWS would refuse', () => {
  const check = (wanted: LoadBalancerState): string[] | undefined => loadBalancerType.check?.(wanted, inventory);

  it('is nothing about one subnet in each of two zones', () => {
    expect(check(state(['subnet-1', 'subnet-3']))).toEqual([]);
  });

  it('is an application load balancer in one zone', () => {
    expect(check(state(['subnet-1']))).toEqual([
      'an application load balancer needs subnets of at least two zones; it has subnet-1 (Public subnet A) of ap-northeast-2a',
    ]);
    expect(check(state(['subnet-1'], { type: 'network' }))).toEqual([]);
  });

  it('is two subnets in one zone', () => {
    expect(check(state(['subnet-1', 'subnet-2', 'subnet-3']))).toEqual([
      'a load balancer takes one subnet a zone; of ap-northeast-2a it has subnet-1 (Public subnet A), subnet-2',
    ]);
  });

  it('is subnets of two VPCs', () => {
    expect(check(state(['subnet-1', 'subnet-4']))).toEqual([
      'its subnets must be of one VPC; they are subnet-1 (Public subnet A) of vpc-1, subnet-4 (Elsewhere) of vpc-2',
    ]);
  });

  it('is a security group of another VPC', () => {
    expect(check(state(['subnet-1', 'subnet-3'], { securityGroups: ['sg-2', 'sg-2'] }))).toEqual([
      'security group sg-2 (far) is of vpc-2, its subnets are of vpc-1',
    ]);
  });

  it('is not guessed at where a subnet is unknown', () => {
    expect(check(state(['subnet-1', 'subnet-9']))).toEqual([]);
    expect(check(state([]))).toEqual([]);
  });
});

describe('what the user would regret', () => {
  const warn = (wanted: LoadBalancerState): string[] | undefined => loadBalancerType.warn?.(wanted, inventory);

  it('is a subnet without a way to the internet', () => {
    expect(warn(state(['subnet-1', 'subnet-3']))).toEqual([
      'subnet subnet-3 (Private subnet C) has no route to an internet gateway: clients on the internet will not reach it',
    ]);
  });

  it('is nothing where no client comes from there, or the routes are unknown', () => {
    expect(warn(state(['subnet-1', 'subnet-3'], { scheme: 'internal' }))).toEqual([]);
    expect(warn(state(['subnet-4']))).toEqual([]);
  });
});

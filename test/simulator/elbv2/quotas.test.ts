import { describe, expect, it } from 'vitest';
import { describeCapacityReservation, modifyCapacityReservation } from '../../../src/simulator/elbv2/capacity.ts';
import { setIpAddressType } from '../../../src/simulator/elbv2/ip-address-type.ts';
import { registerTargets } from '../../../src/simulator/elbv2/targets.ts';
import { breakGround, refusal } from './ground.ts';

describe('quotas', () => {
  it('hold for load balancers of each type apart', () => {
    const { world, loadBalancer } = breakGround();
    world.elbv2.quotas['application-load-balancers'] = 1;
    loadBalancer('web');
    expect(() => loadBalancer('other')).toThrow(refusal('TooManyLoadBalancers'));
    expect(() => loadBalancer('tcp', 'network')).not.toThrow();
  });

  it('hold for listeners, target groups and targets', () => {
    const { world, call, ...ground } = breakGround();
    const { quotas } = world.elbv2;
    quotas['target-groups'] = 2;
    quotas['listeners-per-application-load-balancer'] = 1;
    quotas['targets-per-target-group'] = 1;
    const TargetGroupArn = ground.targetGroup('one');
    ground.targetGroup('two');
    expect(() => ground.targetGroup('three')).toThrow(refusal('TooManyTargetGroups'));
    const { LoadBalancerArn } = ground.loadBalancer();
    ground.listener(LoadBalancerArn, TargetGroupArn, 80);
    expect(() => ground.listener(LoadBalancerArn, TargetGroupArn, 81)).toThrow(refusal('TooManyListeners'));
    const Targets = [{ Id: ground.instance().instanceId }, { Id: ground.instance().instanceId }];
    expect(() => registerTargets({ TargetGroupArn, Targets }, call)).toThrow(refusal('TooManyTargets'));
  });

  it('hold for the target groups of one load balancer', () => {
    const { world, loadBalancer, listener, targetGroup } = breakGround();
    world.elbv2.quotas['target-groups-per-application-load-balancer'] = 1;
    const { LoadBalancerArn } = loadBalancer();
    listener(LoadBalancerArn, targetGroup('one'), 80);
    expect(() => listener(LoadBalancerArn, targetGroup('two'), 81)).toThrow(
      refusal('TooManyUniqueTargetGroupsPerLoadBalancer'),
    );
  });
});

describe('capacity and address type', () => {
  it('can be reserved and reset', () => {
    const { call, loadBalancer } = breakGround();
    const { LoadBalancerArn } = loadBalancer();
    const MinimumLoadBalancerCapacity = { CapacityUnits: 100 };
    modifyCapacityReservation({ LoadBalancerArn, MinimumLoadBalancerCapacity }, call);
    const described = () => describeCapacityReservation({ LoadBalancerArn }, call).MinimumLoadBalancerCapacity;
    expect(described()).toEqual({ CapacityUnits: 100 });
    modifyCapacityReservation({ LoadBalancerArn, ResetCapacityReservation: true }, call);
    expect(described()).toBeUndefined();
    expect(() => modifyCapacityReservation({ LoadBalancerArn }, call)).toThrow(refusal('ValidationError'));
  });

  it('change to what the type allows', () => {
    const { call, loadBalancer } = breakGround();
    const set = (type: 'application' | 'network') =>
      setIpAddressType(
        {
          LoadBalancerArn: loadBalancer(type, type).LoadBalancerArn,
          IpAddressType: 'dualstack-without-public-ipv4',
        },
        call,
      );
    expect(set('application')).toEqual({ IpAddressType: 'dualstack-without-public-ipv4' });
    expect(() => set('network')).toThrow(refusal('InvalidConfigurationRequest'));
  });
});

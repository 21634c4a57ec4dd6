import { describe, expect, it } from 'vitest';
import { setInstanceState } from '../../../src/simulator/ec2/instances.ts';
import { setFunctionPermission } from '../../../src/simulator/elbv2/functions.ts';
import { createListener, deleteListener } from '../../../src/simulator/elbv2/listeners.ts';
import { describeTargetHealth, setTargetHealth } from '../../../src/simulator/elbv2/target-health.ts';
import { modifyTargetGroupAttributes } from '../../../src/simulator/elbv2/target-group-attributes.ts';
import { deregisterTargets, registerTargets } from '../../../src/simulator/elbv2/targets.ts';
import { breakGround, refusal } from './ground.ts';

function prepare(more: Parameters<ReturnType<typeof breakGround>['targetGroup']>[1] = {}) {
  const ground = breakGround();
  const TargetGroupArn = ground.targetGroup('pages', more);
  return {
    ...ground,
    TargetGroupArn,
    use: () => ground.listener(ground.loadBalancer().LoadBalancerArn, TargetGroupArn),
    register: (...Targets: { Id: string; Port?: number; AvailabilityZone?: string }[]) =>
      registerTargets({ TargetGroupArn, Targets }, ground.call),
    deregister: (...Targets: { Id: string; Port?: number }[]) =>
      deregisterTargets({ TargetGroupArn, Targets }, ground.call),
    health: (...Targets: { Id: string; Port?: number }[]) =>
      (describeTargetHealth({ TargetGroupArn, Targets }, ground.call).TargetHealthDescriptions ?? []).map(
        ({ Target, TargetHealth }) => [Target?.Port, TargetHealth?.State, TargetHealth?.Reason],
      ),
  };
}

describe('the life of a target', () => {
  it('runs from initial over healthy to draining and away', () => {
    const { instance, register, deregister, health, use, clock } = prepare();
    const { instanceId: Id } = instance();
    use();
    register({ Id });
    expect(health()).toEqual([[80, 'initial', 'Elb.RegistrationInProgress']]);
    clock.advance(10_000);
    expect(health()).toEqual([[80, 'initial', 'Elb.InitialHealthChecking']]);
    clock.advance(10_000);
    expect(health()).toEqual([[80, 'healthy', undefined]]);
    deregister({ Id });
    expect(health()).toEqual([[80, 'draining', 'Target.DeregistrationInProgress']]);
    clock.advance(10_000);
    expect(health()).toEqual([]);
    expect(health({ Id })).toEqual([[80, 'unused', 'Target.NotRegistered']]);
  });

  it('waits for the group to be used', () => {
    const { instance, register, deregister, health, use, clock } = prepare();
    const { instanceId: Id } = instance();
    register({ Id });
    clock.advance(60_000);
    expect(health()).toEqual([[80, 'unused', 'Target.NotInUse']]);
    use();
    expect(health()).toEqual([[80, 'initial', 'Elb.RegistrationInProgress']]);
    clock.advance(20_000);
    expect(health()).toEqual([[80, 'healthy', undefined]]);
    deregister({ Id });
    register({ Id });
    expect(health()).toEqual([[80, 'initial', 'Elb.RegistrationInProgress']]);
  });

  it('has no draining in a group that is not used, nor with a delay of nothing', () => {
    const unused = prepare();
    const { instanceId: Id } = unused.instance();
    unused.register({ Id });
    unused.deregister({ Id });
    expect(unused.health()).toEqual([]);

    const used = prepare();
    const other = used.instance().instanceId;
    used.use();
    used.register({ Id: other });
    const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '0' }];
    modifyTargetGroupAttributes({ TargetGroupArn: used.TargetGroupArn, Attributes }, used.call);
    used.deregister({ Id: other });
    expect(used.health()).toEqual([]);
  });

  it('follows what the world says of it, its instance and its zone', () => {
    const { instance, register, health, use, clock, world, TargetGroupArn } = prepare();
    const target = instance();
    const elsewhere = instance(1);
    use();
    register({ Id: target.instanceId }, { Id: elsewhere.instanceId });
    clock.advance(20_000);
    expect(health({ Id: elsewhere.instanceId })).toEqual([[80, 'unused', 'Target.NotInUse']]);
    setTargetHealth(world, { targetGroupArn: TargetGroupArn, id: target.instanceId, port: 80 }, 'Target.Timeout');
    expect(health({ Id: target.instanceId })).toEqual([[80, 'unhealthy', 'Target.Timeout']]);
    setInstanceState(world, target, 'stopped');
    expect(health({ Id: target.instanceId })).toEqual([[80, 'unused', 'Target.InvalidState']]);
  });
});

describe('a terminated instance', () => {
  it('drains from its target groups, and leaves them', () => {
    const { instance, register, health, use, clock, world } = prepare();
    const target = instance();
    use();
    register({ Id: target.instanceId });
    clock.advance(20_000);
    setInstanceState(world, target, 'terminated');
    expect(health()).toEqual([[80, 'draining', 'Target.DeregistrationInProgress']]);
    clock.advance(10_000);
    expect(health()).toEqual([]);
  });
});

describe('registering', () => {
  it('distinguishes targets by port', () => {
    const { instance, register, deregister, health } = prepare();
    const { instanceId: Id } = instance();
    register({ Id }, { Id, Port: 8080 }, { Id, Port: 80 });
    expect(health().map(([port]) => port)).toEqual([8080, 80]);
    deregister({ Id, Port: 8080 }, { Id: 'i-0', Port: 80 });
    expect(health().map(([port]) => port)).toEqual([80]);
  });

  it('refuses instances that are not there or do not run, and then takes none', () => {
    const { instance, register, health, world } = prepare();
    const running = instance();
    const halted = instance();
    setInstanceState(world, halted, 'stopped');
    expect(() => register({ Id: 'i-0' })).toThrow(refusal('InvalidTarget', "'i-0'"));
    expect(() => register({ Id: running.instanceId }, { Id: halted.instanceId })).toThrow(
      refusal('InvalidTarget', `not in a running state and cannot be registered: '${halted.instanceId}'`),
    );
    expect(health()).toEqual([]);
  });

  it('finds the zone of an address, and asks for it outside the VPC', () => {
    const { register, call, TargetGroupArn } = prepare({ TargetType: 'ip' });
    expect(() => register({ Id: '10.1.2.3' })).toThrow(refusal('ValidationError', 'Availability Zone'));
    expect(() => register({ Id: '8.8.8.8', AvailabilityZone: 'all' })).toThrow(refusal('ValidationError'));
    expect(() => register({ Id: 'page-01' })).toThrow(refusal('ValidationError', 'not a valid ipv4'));
    register({ Id: '172.31.0.10' }, { Id: '10.1.2.3', AvailabilityZone: 'all' });
    const described = describeTargetHealth({ TargetGroupArn }, call).TargetHealthDescriptions;
    expect(described?.map(({ Target }) => [Target?.Id, Target?.AvailabilityZone])).toEqual([
      ['172.31.0.10', 'ap-northeast-2a'],
      ['10.1.2.3', 'all'],
    ]);
  });

  it('takes one function, which has to let load balancers invoke it', () => {
    const lambda = prepare({ TargetType: 'lambda', Protocol: undefined, Port: undefined, VpcId: undefined });
    const arn = (name: string) => `arn:aws:lambda:ap-northeast-2:123456789012:function:${name}`;
    setFunctionPermission(lambda.world, arn('one'), false);
    const closed = `permission to invoke ${arn('one')} from target group ${lambda.TargetGroupArn}`;
    expect(() => lambda.register({ Id: arn('one') })).toThrow(refusal('AccessDenied', closed));
    setFunctionPermission(lambda.world, arn('one'), true);
    lambda.register({ Id: arn('one') });
    expect(() => lambda.register({ Id: arn('two') })).toThrow(refusal('TooManyTargets'));
    lambda.use();
    expect(lambda.health()).toEqual([[undefined, 'unavailable', 'Target.HealthCheckDisabled']]);
  });

  it('takes one application load balancer, active and listening on the port', () => {
    const { loadBalancer, listener, targetGroup, register, deregister, health, clock, call } = prepare({
      TargetType: 'alb',
      Protocol: 'TCP',
    });
    const { LoadBalancerArn: Id = '' } = loadBalancer('web');
    expect(() => register({ Id })).toThrow(refusal('InvalidTarget', 'not active'));
    clock.advance(60_000);
    expect(() => register({ Id })).toThrow(refusal('ValidationError', 'no listener on port 80'));
    const ListenerArn = listener(Id, targetGroup('behind'));
    register({ Id });
    expect(() => register({ Id, Port: 81 })).toThrow(refusal('ValidationError', 'no listener on port 81'));
    const { LoadBalancerArn: network = '' } = loadBalancer('static', 'network');
    expect(() => register({ Id: network })).toThrow(refusal('InvalidTarget', 'not an Application Load Balancer'));
    expect(health()).toEqual([[80, 'unused', 'Target.NotInUse']]);
    expect(() => deleteListener({ ListenerArn }, call)).toThrow(refusal('ResourceInUse', "port '80'"));
    deregister({ Id });
    deleteListener({ ListenerArn }, call);
  });

  it('finds a load balancer as well as the targets behind it', () => {
    const ground = prepare({ TargetType: 'alb', Protocol: 'TCP' });
    const { loadBalancer, listener, targetGroup, register, health, clock, call, TargetGroupArn } = ground;
    const { LoadBalancerArn: Id = '' } = loadBalancer('web');
    const behind = targetGroup('behind');
    listener(Id, behind);
    const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }];
    const LoadBalancerArn = loadBalancer('static', 'network').LoadBalancerArn;
    createListener({ LoadBalancerArn, Protocol: 'TCP', Port: 80, DefaultActions }, call);
    clock.advance(60_000);
    register({ Id });
    clock.advance(20_000);
    expect(health()).toEqual([[80, 'unhealthy', 'Target.FailedHealthChecks']]);
    registerTargets({ TargetGroupArn: behind, Targets: [{ Id: ground.instance().instanceId }] }, call);
    clock.advance(20_000);
    expect(health()).toEqual([[80, 'healthy', undefined]]);
  });
});

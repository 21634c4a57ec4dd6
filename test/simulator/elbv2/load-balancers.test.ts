import { describe, expect, it } from 'vitest';
import { modifyLoadBalancerAttributes } from '../../../src/simulator/elbv2/load-balancer-attributes.ts';
import {
  createLoadBalancer,
  deleteLoadBalancer,
  describeLoadBalancers,
} from '../../../src/simulator/elbv2/load-balancers.ts';
import { setSecurityGroups } from '../../../src/simulator/elbv2/security-groups.ts';
import { setSubnets } from '../../../src/simulator/elbv2/subnets.ts';
import { liveInterfaces } from '../../../src/simulator/ec2/interfaces.ts';
import { breakGround, must, refusal } from './ground.ts';

describe('creating a load balancer', () => {
  it('is provisioning until the clock says otherwise', () => {
    const { call, clock, subnetIds } = breakGround();
    const created = createLoadBalancer({ Name: 'web', Subnets: subnetIds }, call).LoadBalancers?.[0];
    expect(created).toMatchObject({
      LoadBalancerArn: expect.stringMatching(/^arn:aws:.*:loadbalancer\/app\/web\/[0-9a-f]{16}$/),
      DNSName: expect.stringMatching(/^web-\d{10}\.ap-northeast-2\.elb\.amazonaws\.com$/),
      CanonicalHostedZoneId: 'ZWKZPGTI48KDX',
      Scheme: 'internet-facing',
      Type: 'application',
      IpAddressType: 'ipv4',
      State: { Code: 'provisioning' },
    });
    clock.advance(60_000);
    expect(describeLoadBalancers({ Names: ['web'] }, call).LoadBalancers?.[0]?.State).toEqual({ Code: 'active' });
  });

  it('gives an application load balancer the default group of the VPC, and a network one none', () => {
    const ground = breakGround();
    const defaultGroup = must(
      [...ground.world.ec2.securityGroups.values()].find((group) => group.groupName === 'default'),
    );
    expect(ground.loadBalancer('web').SecurityGroups).toEqual([defaultGroup.groupId]);
    expect(ground.loadBalancer('tcp', 'network').SecurityGroups).toBeUndefined();
  });

  it('answers neither scheme nor DNS name of a gateway load balancer', () => {
    const gateway = breakGround().loadBalancer('inspect', 'gateway');
    expect(gateway.LoadBalancerArn).toContain(':loadbalancer/gwy/inspect/');
    expect([gateway.Scheme, gateway.DNSName, gateway.CanonicalHostedZoneId]).toEqual([undefined, undefined, undefined]);
  });

  it('succeeds twice with the same settings, and refuses others under that name', () => {
    const { call, subnetIds, allSubnetIds, world } = breakGround();
    const first = createLoadBalancer({ Name: 'web', Subnets: subnetIds }, call);
    const second = createLoadBalancer({ Name: 'web', Subnets: subnetIds.toReversed() }, call);
    expect(second).toEqual(first);
    expect(world.elbv2.loadBalancers.size).toBe(1);
    expect(() => createLoadBalancer({ Name: 'web', Subnets: allSubnetIds }, call)).toThrow(
      refusal('DuplicateLoadBalancerName', "'web' exists, but with different settings"),
    );
    expect(() => createLoadBalancer({ Name: 'web', Subnets: subnetIds, Scheme: 'internal' }, call)).toThrow(
      refusal('DuplicateLoadBalancerName'),
    );
  });

  it.each([
    ['a'.repeat(33), 'cannot be longer'],
    ['web_1', 'alphanumeric'],
    ['-web', 'begin or end'],
    ['internal-web', "begin with 'internal-'"],
    ['', 'name must be specified'],
  ])('refuses the name %j', (Name, message) => {
    const { call, subnetIds } = breakGround();
    expect(() => createLoadBalancer({ Name, Subnets: subnetIds }, call)).toThrow(refusal('ValidationError', message));
  });

  it('wants subnets that are there, in two zones, one in each', () => {
    const ground = breakGround();
    const [first = ''] = ground.subnetIds;
    const create = (...Subnets: string[]) => createLoadBalancer({ Name: 'web', Subnets }, ground.call);
    expect(() => create(first)).toThrow(refusal('ValidationError', 'At least two subnets in two different'));
    expect(() => create(first, 'subnet-0')).toThrow(refusal('SubnetNotFound'));
    expect(() => create(first, ground.secondSubnetInZoneA())).toThrow(
      refusal('InvalidConfigurationRequest', 'multiple subnets in the same Availability Zone'),
    );
    expect(ground.world.elbv2.loadBalancers.size).toBe(0);
  });

  it('wants security groups that are there', () => {
    const { call, subnetIds } = breakGround();
    expect(() => createLoadBalancer({ Name: 'web', Subnets: subnetIds, SecurityGroups: ['sg-0'] }, call)).toThrow(
      refusal('InvalidSecurityGroup'),
    );
  });

  it('wants an internet gateway when it is to face the internet', () => {
    const { call, subnetIds, world } = breakGround();
    world.ec2.internetGateways.clear();
    expect(() => createLoadBalancer({ Name: 'web', Subnets: subnetIds }, call)).toThrow(refusal('InvalidSubnet'));
    expect(createLoadBalancer({ Name: 'web', Subnets: subnetIds, Scheme: 'internal' }, call)).toBeDefined();
  });
});

describe('describing load balancers', () => {
  it('is all or nothing', () => {
    const ground = breakGround();
    const arn = must(ground.loadBalancer('web').LoadBalancerArn);
    const other = arn.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    expect(() => describeLoadBalancers({ LoadBalancerArns: [arn, other] }, ground.call)).toThrow(
      refusal('LoadBalancerNotFound', 'One or more load balancers not found'),
    );
    expect(() => describeLoadBalancers({ Names: ['web', 'gone'] }, ground.call)).toThrow(
      refusal('LoadBalancerNotFound'),
    );
    const many = Array.from({ length: 21 }, (_, index) => `web-${index}`);
    expect(() => describeLoadBalancers({ Names: many }, ground.call)).toThrow(refusal('ValidationError', 'Up to 20'));
  });

  it('pages through all of them once', () => {
    const ground = breakGround();
    for (let index = 0; index < 5; index += 1) ground.loadBalancer(`web-${index}`);
    const names: string[] = [];
    let marker: string | undefined;
    do {
      const page = describeLoadBalancers(
        { PageSize: 2, ...(marker === undefined ? {} : { Marker: marker }) },
        ground.call,
      );
      names.push(...(page.LoadBalancers ?? []).map((loadBalancer) => must(loadBalancer.LoadBalancerName)));
      marker = page.NextMarker;
    } while (marker !== undefined);
    expect(names.toSorted()).toEqual(['web-0', 'web-1', 'web-2', 'web-3', 'web-4']);
  });
});

describe('network interfaces', () => {
  it('stand in each subnet with the groups, and outlive the load balancer', () => {
    const ground = breakGround();
    const loadBalancer = ground.loadBalancer();
    const mine = () =>
      [...liveInterfaces(ground.world).values()].filter((nic) => nic.description.startsWith('ELB app/web/'));
    expect(
      mine()
        .map((nic) => nic.subnetId)
        .toSorted(),
    ).toEqual(ground.subnetIds.toSorted());
    expect(mine()[0]?.groupIds).toEqual(loadBalancer.SecurityGroups);

    deleteLoadBalancer({ LoadBalancerArn: loadBalancer.LoadBalancerArn }, ground.call);
    ground.clock.advance(29_999);
    expect(mine()).toHaveLength(2);
    ground.clock.advance(1);
    expect(mine()).toHaveLength(0);
  });

  it('follow a change of groups and of subnets', () => {
    const ground = breakGround();
    const { LoadBalancerArn } = ground.loadBalancer();
    const group = ground.securityGroup('web-sg');
    const kept = must(
      [...ground.world.ec2.networkInterfaces.values()].find((nic) => nic.subnetId === ground.subnetIds[0]),
    );
    setSecurityGroups({ LoadBalancerArn, SecurityGroups: [group] }, ground.call);
    const Subnets = [must(ground.subnetIds[0]), must(ground.allSubnetIds[1])];
    const { AvailabilityZones } = setSubnets({ LoadBalancerArn, Subnets }, ground.call);
    expect(AvailabilityZones?.map((zone) => zone.SubnetId).toSorted()).toEqual(Subnets.toSorted());
    const nics = [...liveInterfaces(ground.world).values()];
    expect(nics.map((nic) => nic.subnetId).toSorted()).toEqual(Subnets.toSorted());
    expect(nics.map((nic) => nic.groupIds)).toEqual([[group], [group]]);
    expect(nics).toContain(kept);
  });
});

describe('changing and deleting', () => {
  it('never gives security groups to a network load balancer that was made without', () => {
    const ground = breakGround();
    const { LoadBalancerArn } = ground.loadBalancer('tcp', 'network');
    const SecurityGroups = [ground.securityGroup('late')];
    expect(() => setSecurityGroups({ LoadBalancerArn, SecurityGroups }, ground.call)).toThrow(
      refusal('InvalidConfigurationRequest'),
    );
  });

  it('swaps a subnet within a zone in one call on an application load balancer, not on a network one', () => {
    const ground = breakGround();
    const Subnets = [ground.secondSubnetInZoneA(), must(ground.subnetIds[1])];
    const network = ground.loadBalancer('tcp', 'network').LoadBalancerArn;
    expect(() => setSubnets({ LoadBalancerArn: network, Subnets }, ground.call)).toThrow(
      refusal('InvalidConfigurationRequest', 'already associated with the load balancer'),
    );
    const application = ground.loadBalancer('web').LoadBalancerArn;
    expect(setSubnets({ LoadBalancerArn: application, Subnets }, ground.call).AvailabilityZones).toHaveLength(2);
  });

  it('adds subnets to a gateway load balancer, and takes none away', () => {
    const ground = breakGround();
    const { LoadBalancerArn } = ground.loadBalancer('inspect', 'gateway');
    setSubnets({ LoadBalancerArn, Subnets: ground.allSubnetIds }, ground.call);
    expect(() => setSubnets({ LoadBalancerArn, Subnets: ground.subnetIds }, ground.call)).toThrow(
      refusal('InvalidConfigurationRequest'),
    );
  });

  it('keeps what deletion protection protects', () => {
    const ground = breakGround();
    const { LoadBalancerArn } = ground.loadBalancer();
    const set = (Value: string) =>
      modifyLoadBalancerAttributes(
        { LoadBalancerArn, Attributes: [{ Key: 'deletion_protection.enabled', Value }] },
        ground.call,
      );
    set('true');
    expect(() => deleteLoadBalancer({ LoadBalancerArn }, ground.call)).toThrow(
      refusal('OperationNotPermitted', 'cannot be deleted because deletion protection is enabled'),
    );
    set('false');
    deleteLoadBalancer({ LoadBalancerArn }, ground.call);
    expect(deleteLoadBalancer({ LoadBalancerArn }, ground.call)).toEqual({});
  });

  it('takes listeners and rules with it, and frees the target group', () => {
    const ground = breakGround();
    const group = ground.targetGroup();
    const { LoadBalancerArn } = ground.loadBalancer();
    ground.listener(LoadBalancerArn, group);
    deleteLoadBalancer({ LoadBalancerArn }, ground.call);
    expect([ground.world.elbv2.listeners.size, ground.world.elbv2.rules.size]).toEqual([0, 0]);
    expect(() => ground.listener(ground.loadBalancer('other').LoadBalancerArn, group)).not.toThrow();
  });
});

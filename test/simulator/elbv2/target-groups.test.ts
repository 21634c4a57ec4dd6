import type { CreateTargetGroupInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import {
  createTargetGroup,
  deleteTargetGroup,
  describeTargetGroups,
  modifyTargetGroup,
} from '../../../src/simulator/elbv2/target-groups.ts';
import { breakGround, must, refusal } from './ground.ts';

function prepare() {
  const ground = breakGround();
  const create = (more: Partial<CreateTargetGroupInput> = {}) => {
    const input = { Name: 'pages', Protocol: 'HTTP' as const, Port: 80, VpcId: ground.vpcId, ...more };
    return must(createTargetGroup(input, ground.call).TargetGroups?.[0]);
  };
  return { ...ground, create };
}

const lambda = { TargetType: 'lambda', Protocol: undefined, Port: undefined, VpcId: undefined } as const;

describe('creating a target group', () => {
  it('answers every default', () => {
    const { create, vpcId } = prepare();
    expect(create()).toEqual({
      TargetGroupArn: expect.stringMatching(/:targetgroup\/pages\/[0-9a-f]{16}$/),
      TargetGroupName: 'pages',
      TargetType: 'instance',
      Protocol: 'HTTP',
      ProtocolVersion: 'HTTP1',
      Port: 80,
      VpcId: vpcId,
      IpAddressType: 'ipv4',
      LoadBalancerArns: [],
      HealthCheckEnabled: true,
      HealthCheckProtocol: 'HTTP',
      HealthCheckPort: 'traffic-port',
      HealthCheckPath: '/',
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      Matcher: { HttpCode: '200' },
    });
  });

  it.each<[string, Partial<CreateTargetGroupInput>, object]>([
    ['HTTPS', { Protocol: 'HTTPS' }, { HealthCheckProtocol: 'HTTPS', HealthCheckTimeoutSeconds: 5 }],
    ['gRPC', { ProtocolVersion: 'GRPC' }, { HealthCheckPath: '/AWS.ALB/healthcheck', Matcher: { GrpcCode: '12' } }],
    ['TCP', { Protocol: 'TCP' }, { HealthCheckProtocol: 'TCP', HealthCheckTimeoutSeconds: 10 }],
    [
      'TCP checked by HTTP',
      { Protocol: 'TCP', HealthCheckProtocol: 'HTTP' },
      { HealthCheckTimeoutSeconds: 6, HealthCheckPath: '/', Matcher: { HttpCode: '200-399' } },
    ],
    [
      'an application load balancer',
      { Protocol: 'TCP', TargetType: 'alb' },
      { HealthCheckProtocol: 'HTTP', HealthCheckTimeoutSeconds: 6, Matcher: { HttpCode: '200-399' } },
    ],
    [
      'GENEVE',
      { Protocol: 'GENEVE', Port: 6081 },
      {
        HealthCheckProtocol: 'TCP',
        HealthCheckPort: '80',
        HealthCheckIntervalSeconds: 10,
        HealthCheckTimeoutSeconds: 5,
      },
    ],
    [
      'Lambda',
      lambda,
      {
        HealthCheckEnabled: false,
        HealthCheckIntervalSeconds: 35,
        HealthCheckTimeoutSeconds: 30,
        HealthCheckPath: '/',
      },
    ],
  ])('has the defaults of %s', (_what, more, expected) => {
    expect(prepare().create(more)).toMatchObject(expected);
  });

  it('answers no path nor codes of a TCP check', () => {
    const created = prepare().create({ Protocol: 'TCP' });
    expect([created.HealthCheckPath, created.Matcher]).toEqual([undefined, undefined]);
  });

  it('succeeds twice with the same settings, and refuses others under that name', () => {
    const { create, world } = prepare();
    expect(create()).toEqual(create());
    expect(world.elbv2.targetGroups.size).toBe(1);
    expect(() => create({ Port: 81 })).toThrow(refusal('DuplicateTargetGroupName', 'but with different settings'));
  });

  it.each<[string, Partial<CreateTargetGroupInput>]>([
    ['a name that is too long', { Name: 'a'.repeat(33) }],
    ['no protocol', { Protocol: undefined }],
    ['no port', { Port: undefined }],
    ['no VPC', { VpcId: undefined }],
    ['a VPC that is not there', { VpcId: 'vpc-0' }],
    ['a port for Lambda', { ...lambda, Port: 80 }],
    ['a protocol version over TCP', { Protocol: 'TCP', ProtocolVersion: 'HTTP2' }],
    ['a timeout as long as the interval', { HealthCheckTimeoutSeconds: 30 }],
    ['an interval below five seconds', { HealthCheckIntervalSeconds: 4 }],
    ['a TCP check of HTTP', { HealthCheckProtocol: 'TCP' }],
    ['a path on a TCP check', { Protocol: 'TCP', HealthCheckPath: '/' }],
    ['no health check', { HealthCheckEnabled: false }],
    ['codes out of range', { Matcher: { HttpCode: '200-599' } }],
    ['codes that are none', { Matcher: { HttpCode: 'ok' } }],
    ['gRPC codes over HTTP/1', { Matcher: { GrpcCode: '0' } }],
    ['another port for GENEVE', { Protocol: 'GENEVE', Port: 80 }],
  ])('refuses %s', (_what, more) => {
    expect(() => prepare().create(more)).toThrow(refusal('ValidationError'));
  });
});

describe('a target group', () => {
  it('changes its health check alone', () => {
    const { create, call } = prepare();
    const { TargetGroupArn } = create({ Protocol: 'TCP', HealthCheckProtocol: 'HTTP', HealthCheckPath: '/up' });
    const modify = (more: object) => modifyTargetGroup({ TargetGroupArn, ...more }, call).TargetGroups?.[0];
    expect(modify({ HealthCheckIntervalSeconds: 60 })).toMatchObject({
      HealthCheckPath: '/up',
      HealthCheckIntervalSeconds: 60,
    });
    const plain = modify({ HealthCheckProtocol: 'TCP' });
    expect([plain?.HealthCheckProtocol, plain?.HealthCheckPath]).toEqual(['TCP', undefined]);
    expect(() => modify({ HealthCheckTimeoutSeconds: 61 })).toThrow(refusal('ValidationError', 'interval'));
  });

  it('is found by name, ARN and load balancer', () => {
    const ground = prepare();
    const { TargetGroupArn = '' } = ground.create();
    ground.create({ Name: 'other' });
    const { LoadBalancerArn } = ground.loadBalancer();
    ground.listener(LoadBalancerArn, TargetGroupArn);
    const names = (input: object) =>
      describeTargetGroups(input, ground.call).TargetGroups?.map((group) => group.TargetGroupName);
    expect(names({ Names: ['pages'] })).toEqual(['pages']);
    expect(names({ LoadBalancerArn })).toEqual(['pages']);
    expect(names({})?.toSorted()).toEqual(['other', 'pages']);
    expect(() => names({ Names: ['pages', 'gone'] })).toThrow(
      refusal('TargetGroupNotFound', 'One or more target groups not found'),
    );
    expect(() => names({ Names: ['pages'], TargetGroupArns: [TargetGroupArn] })).toThrow(refusal('ValidationError'));
  });

  it('can be deleted twice', () => {
    const { create, call } = prepare();
    const { TargetGroupArn } = create();
    expect(deleteTargetGroup({ TargetGroupArn }, call)).toEqual({});
    expect(deleteTargetGroup({ TargetGroupArn }, call)).toEqual({});
  });
});

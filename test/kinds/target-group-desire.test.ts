import { describe, expect, it } from 'vitest';
import type { DesireContext } from '../../src/kinds/context.ts';
import { desireTargetGroup } from '../../src/kinds/target-group/desire.ts';
import { manifestOf } from './manifests.ts';

const alone: DesireContext = {
  loadBalancerOf: () => undefined,
  targetsOf: () => undefined,
  groupOf: () => undefined,
  shiftsOf: () => undefined,
  secretDigest: () => '',
};

function desire(spec: string, context = alone): ReturnType<typeof desireTargetGroup> {
  const text = `apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata: { name: web-tg }
spec: ${spec}
`;
  return desireTargetGroup(manifestOf('TargetGroup', text), context);
}

describe('what a TargetGroup manifest asks for', () => {
  it('is only what it declares, and what AWS must be given', () => {
    expect(desire('{ protocol: HTTP, port: 80, vpc: { tags: { stage: test } } }')).toEqual({
      id: 'target-group/default/web-tg',
      type: 'target-group',
      manifest: 'TargetGroup/default/web-tg',
      key: '',
      at: '/spec',
      state: {
        name: 'web-tg',
        targetType: 'instance',
        protocol: 'HTTP',
        port: 80,
        vpc: { $find: 'vpc', by: { tags: { stage: 'test' } } },
      },
      policy: {
        drift: 'correct',
        deletion: 'delete',
        suspend: false,
        adopt: false,
        allowEmpty: false,
        ignoreFields: [],
      },
      source: { file: 'test.yaml', line: 4, column: 7 },
    });
  });

  it('has health checks as they are written and attributes as texts', () => {
    const { state } = desire(`
  name: demo-ecs-alb-target-group
  targetType: ip
  protocol: HTTP
  protocolVersion: HTTP1
  port: 8080
  vpc: { id: vpc-1 }
  ipAddressType: ipv4
  healthCheck: { path: /, intervalSeconds: 30, timeoutSeconds: 5, matcher: "200" }
  attributes: { deregistration_delay.timeout_seconds: 30, stickiness.enabled: true }
  tags: { team: web }`);
    expect(state).toEqual({
      name: 'demo-ecs-alb-target-group',
      targetType: 'ip',
      protocol: 'HTTP',
      protocolVersion: 'HTTP1',
      port: 8080,
      vpc: 'vpc-1',
      ipAddressType: 'ipv4',
      healthCheck: { path: '/', intervalSeconds: 30, timeoutSeconds: 5, matcher: '200' },
      attributes: { 'deregistration_delay.timeout_seconds': '30', 'stickiness.enabled': 'true' },
      tags: { team: 'web' },
    });
  });

  it('names no network where there is none', () => {
    expect(desire('{ targetType: lambda }').state).toEqual({ name: 'web-tg', targetType: 'lambda' });
  });

  it('names the load balancer that forwards to it, and does not wait for it', () => {
    const owners = new Map([['target-group/default/web-tg', 'load-balancer/default/web-alb']]);
    const { state } = desire('{ protocol: HTTP, port: 80, vpc: { tags: { stage: test } } }', {
      ...alone,
      ...alone,
      loadBalancerOf: (id) => owners.get(id),
    });
    expect(state.loadBalancer).toEqual({ $ref: 'load-balancer/default/web-alb', output: 'arn', weak: true });
  });
});

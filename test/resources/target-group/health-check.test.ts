import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetGroup } from '../../../src/resources/registry.ts';
import { healthCheckDefaults, type HealthCheck } from '../../../src/resources/target-group/health-check.ts';
import { fromSdk, toSdk } from '../../../src/resources/target-group/sdk.ts';
import type { TargetGroupState } from '../../../src/resources/target-group/type.ts';
import { startLab } from '../lab.ts';
import { rigFor } from '../rig.ts';

function group(targetType: TargetGroupState['targetType'], protocol?: string, more: Partial<TargetGroupState> = {}) {
  return { name: 'web', targetType, ...(protocol === undefined ? {} : { protocol }), ...more };
}

const check = fc.record<HealthCheck>(
  {
    enabled: fc.boolean(),
    protocol: fc.constantFrom('HTTP', 'HTTPS'),
    port: fc.constantFrom('traffic-port', '8080'),
    path: fc.webPath().map((path) => `/${path}`),
    intervalSeconds: fc.integer({ min: 5, max: 300 }),
    timeoutSeconds: fc.integer({ min: 2, max: 120 }),
    healthyThreshold: fc.integer({ min: 2, max: 10 }),
    unhealthyThreshold: fc.integer({ min: 2, max: 10 }),
    matcher: fc.constantFrom('200', '200-299', '12'),
  },
  { requiredKeys: [] },
);

describe('a health check', () => {
  it("comes back from AWS's form as it went, for every protocol version", () => {
    fc.assert(
      fc.property(check, fc.constantFrom('HTTP1', 'HTTP2', 'GRPC', undefined), (wanted, protocolVersion) => {
        const version = protocolVersion === undefined ? {} : { protocolVersion };
        expect(fromSdk(toSdk(wanted, version))).toEqual(wanted);
      }),
    );
  });

  it('by TCP asks for no page', () => {
    const sent = toSdk({ protocol: 'TCP', path: '/', matcher: '200' }, {});
    expect(sent.HealthCheckPath).toBeUndefined();
    expect(sent.Matcher).toBeUndefined();
  });

  it.each([
    group('instance', 'HTTP'),
    group('instance', 'HTTPS'),
    group('ip', 'HTTP', { protocolVersion: 'GRPC' }),
    group('instance', 'TCP'),
    group('instance', 'TLS'),
    group('instance', 'UDP'),
    group('instance', 'TCP', { healthCheck: { protocol: 'HTTP' } }),
    group('instance', 'TCP', { healthCheck: { protocol: 'HTTPS' } }),
    group('alb', 'TCP'),
    group('instance', 'GENEVE'),
    group('lambda'),
  ])('is known as AWS sets it for %o', async (wanted) => {
    const lab = await startLab();
    const rig = await rigFor(targetGroup, lab.url);
    const network =
      wanted.targetType === 'lambda' ? {} : { vpc: lab.vpc, port: wanted.protocol === 'GENEVE' ? 6081 : 80 };
    const { state } = await rig.create({ ...wanted, ...network });
    const { protocol, ...defaults } = healthCheckDefaults(state);
    expect(state.healthCheck).toMatchObject(defaults);
    if (wanted.healthCheck === undefined) expect(state.healthCheck?.protocol).toBe(protocol);
  });
});

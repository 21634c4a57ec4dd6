import type { Fields } from '../../core/fields.ts';
import { defaultsFor } from '../defaults.ts';
import { uniqueName } from '../unique-name.ts';
import { defaultOf } from './attributes.ts';
import { healthCheckDefaults } from './health-check.ts';
import type { TargetGroupState } from './state.ts';

/** Written by one AWS call each. */
export type TargetGroupGroup = 'tags' | 'healthCheck' | 'attributes';

/** The longest name that AWS allows. */
export const NAME_LIMIT = 32;

export const targetGroupFields: Fields<TargetGroupState, TargetGroupGroup> = {
  name: uniqueName(NAME_LIMIT),
  targetType: { onChange: 'replace' },
  protocol: { onChange: 'replace' },
  protocolVersion: { onChange: 'replace', default: (group) => (isWeb(group) ? 'HTTP1' : undefined) },
  port: { onChange: 'replace' },
  vpc: { onChange: 'replace' },
  ipAddressType: { onChange: 'replace', default: () => 'ipv4' },
  loadBalancer: { onChange: 'replace', unset: 'same' },
  tags: { onChange: 'tags', keyed: true },
  healthCheck: { onChange: 'healthCheck', keyed: true, default: healthCheckDefaults },
  attributes: {
    onChange: 'attributes',
    keyed: true,
    default: (live) => defaultsFor(live.attributes, (key) => defaultOf(key, live)),
  },
};

/** Whether it speaks HTTP, in one of its versions. */
function isWeb({ protocol }: TargetGroupState): boolean {
  return protocol === 'HTTP' || protocol === 'HTTPS';
}

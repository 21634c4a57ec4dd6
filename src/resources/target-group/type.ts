import type { Fields } from '../../core/fields.ts';
import type { ResourceType } from '../../core/resource.ts';
import type { Text } from '../../core/value.ts';
import { defaultsFor } from '../defaults.ts';
import { uniqueName } from '../unique-name.ts';
import { defaultOf, type TargetType } from './attributes.ts';
import { healthCheckDefaults, type HealthCheck } from './health-check.ts';

export interface TargetGroupState {
  readonly name: string;
  readonly targetType: TargetType;
  /** None for lambda. */
  readonly protocol?: string;
  readonly protocolVersion?: string;
  readonly port?: number;
  readonly targetControlPort?: number;
  readonly vpc?: Text;
  readonly ipAddressType?: string;
  readonly healthCheck?: HealthCheck;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** The load balancer whose listeners forward to it. A group belongs to one only, so another one needs another group. */
  readonly loadBalancer?: Text;
}

/** Written by one AWS call each. */
export type TargetGroupGroup = 'tags' | 'healthCheck' | 'attributes';

/** The longest name that AWS allows. */
export const NAME_LIMIT = 32;

const targetGroupFields: Fields<TargetGroupState, TargetGroupGroup> = {
  name: uniqueName(NAME_LIMIT),
  targetType: { onChange: 'replace' },
  protocol: { onChange: 'replace' },
  protocolVersion: { onChange: 'replace', default: (group) => (isWeb(group) ? 'HTTP1' : undefined) },
  port: { onChange: 'replace' },
  targetControlPort: { onChange: 'replace' },
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

export const targetGroupType: ResourceType<TargetGroupState> = {
  name: 'target-group',
  fields: targetGroupFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  taggable: true,
};

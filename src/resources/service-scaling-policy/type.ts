import type { Fields } from '../../core/fields.ts';
import { sameJson } from '../../core/json.ts';
import type { ResourceType } from '../../core/resource.ts';
import type { Text } from '../../core/value.ts';
import type { Members } from '../normal-members.ts';
import { pairBy, sameIn } from '../pairing.ts';

/** When a service gets more or fewer tasks: one of `targetTracking`, `step` and `predictive`. */
export interface ServiceScalingPolicyState {
  /** `service/demo/web`. */
  readonly target: Text;
  readonly name: string;
  readonly targetTracking?: TargetTracking;
  readonly step?: Step;
  readonly predictive?: Predictive;
}

/** In AWS's words. Each key is compared on its own. */
export interface Predictive {
  readonly metricSpecifications?: readonly Members[];
  readonly mode?: string;
  readonly schedulingBufferTime?: number;
  readonly maxCapacityBreachBehavior?: string;
  readonly maxCapacityBuffer?: number;
}

/** Each key is compared on its own. */
export interface TargetTracking {
  readonly predefinedMetric?: string;
  /** For the requests per target: the group whose targets are meant. Live, the end of its ARN: `targetgroup/web/0123`. */
  readonly targetGroup?: Text;
  readonly customizedMetric?: CustomizedMetric;
  /** By id, normalised. */
  readonly metricMath?: readonly Members[];
  readonly targetValue?: number;
  readonly scaleOutCooldownSeconds?: number;
  readonly scaleInCooldownSeconds?: number;
  readonly disableScaleIn?: boolean;
}

export interface CustomizedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly unit?: string;
}

/** Each key is compared on its own. */
export interface Step {
  readonly adjustmentType?: string;
  /** From the lowest range to the highest. */
  readonly steps?: readonly { readonly lower?: number; readonly upper?: number; readonly adjustment: number }[];
  readonly minAdjustmentMagnitude?: number;
  readonly cooldownSeconds?: number;
  readonly metricAggregationType?: string;
}

/** AWS takes a policy whole. */
export type ServiceScalingPolicyGroup = 'policy';

/** How long AWS waits by itself. */
const COOLDOWN = 300;

const serviceScalingPolicyFields: Fields<ServiceScalingPolicyState, ServiceScalingPolicyGroup> = {
  // Policies are paired by name within their target.
  target: { onChange: 'replace', same: () => true, path: '' },
  name: { onChange: 'replace', path: '' },
  targetTracking: {
    onChange: 'policy',
    keyed: true,
    same: sameMember,
    default: () => ({
      scaleOutCooldownSeconds: COOLDOWN,
      scaleInCooldownSeconds: COOLDOWN,
      disableScaleIn: false,
    }),
  },
  step: {
    onChange: 'policy',
    keyed: true,
    default: () => ({ cooldownSeconds: COOLDOWN, metricAggregationType: 'Average' }),
  },
  predictive: {
    onChange: 'policy',
    keyed: true,
    default: () => ({
      mode: 'ForecastOnly',
      schedulingBufferTime: 300,
      maxCapacityBreachBehavior: 'HonorMaxCapacity',
    }),
  },
};

/** AWS names a target group by the end of its ARN. */
function sameMember(wanted: unknown, live: unknown): boolean {
  const isGroup = typeof wanted === 'string' && typeof live === 'string' && live.startsWith('targetgroup/');
  return isGroup ? wanted.endsWith(`:${live}`) : sameJson(wanted, live);
}

export const serviceScalingPolicyType: ResourceType<ServiceScalingPolicyState> = {
  name: 'service-scaling-policy',
  parent: 'scalable-target',
  fields: serviceScalingPolicyFields,
  pair: (wanted, live) => pairBy([sameIn(({ name }) => name)], wanted, live),
  goesWithParent: () => true,
  // Requests are counted of a group that a load balancer sends to, and the service itself comes after those who do.
  afterUsersOf: 'target-group',
  repeatable: true,
  taggable: false,
};

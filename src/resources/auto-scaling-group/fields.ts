import { sameSet, type Field, type Fields } from '../../core/fields.ts';
import { uniqueName } from '../unique-name.ts';
import { sameHealthChecks, sameMetrics } from './normal.ts';
import type { AutoScalingGroupState } from './state.ts';

/** Written by calls of their own, in the order in which an update makes them. */
export type AutoScalingGroupGroup = 'tags' | 'targetGroups' | 'group' | 'metrics' | 'propagatedTags' | 'refresh';

/** The longest name that AWS allows. */
export const NAME_LIMIT = 255;

const HERE = '/autoScalingGroup';

export const autoScalingGroupFields: Fields<AutoScalingGroupState, AutoScalingGroupGroup> = {
  name: { ...uniqueName(NAME_LIMIT), path: `${HERE}/name` },
  tags: { onChange: 'tags', keyed: true },
  launchTemplate: part('launchTemplate'),
  subnets: { ...part('subnets'), same: sameSet },
  targetGroups: { onChange: 'targetGroups', same: sameSet, attached: true, default: () => [] },
  minSize: part('minSize'),
  maxSize: part('maxSize'),
  desiredCapacity: part('desiredCapacity'),
  initialCapacity: { ...part('initialCapacity'), same: () => true, path: `${HERE}/desiredCapacity` },
  defaultCooldown: part('defaultCooldown', 300),
  // AWS forgets it when it is told this.
  defaultInstanceWarmup: part('defaultInstanceWarmup', -1),
  healthCheckType: { ...part('healthCheckType', 'EC2'), same: sameHealthChecks, path: `${HERE}/healthCheck/type` },
  healthCheckGracePeriod: { ...part('healthCheckGracePeriod', 0), path: `${HERE}/healthCheck/gracePeriodSeconds` },
  terminationPolicies: part('terminationPolicies', ['Default']),
  capacityRebalance: part('capacityRebalance', false),
  newInstancesProtectedFromScaleIn: part('newInstancesProtectedFromScaleIn', false),
  maxInstanceLifetime: part('maxInstanceLifetime', 0),
  metrics: { onChange: 'metrics', same: sameMetrics, default: () => [], path: `${HERE}/metricsCollection` },
  propagatedTags: { onChange: 'propagatedTags', keyed: true, path: `${HERE}/tags` },
  instanceRefresh: {
    onChange: 'refresh',
    same: (_, live) => live === undefined,
    path: `${HERE}/instanceRefresh`,
  },
  scalingPolicies: { ...part('scalingPolicies'), same: () => true },
};

type Value<K extends keyof AutoScalingGroupState> = NonNullable<AutoScalingGroupState[K]>;

/** A part of what one call updates. */
function part<K extends keyof AutoScalingGroupState>(
  name: K,
  fallback?: Value<K>,
): Field<Value<K>, AutoScalingGroupState, 'group'> {
  const row = { onChange: 'group', path: `${HERE}/${name}` } as const;
  return fallback === undefined ? row : { ...row, default: () => fallback };
}

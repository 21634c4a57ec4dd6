import type { Fields } from '../../core/fields.ts';
import { sameJson } from '../../core/json.ts';
import type { ServiceScalingPolicyState } from './state.ts';

/** AWS takes a policy whole. */
export type ServiceScalingPolicyGroup = 'policy';

/** How long AWS waits by itself. */
const COOLDOWN = 300;

export const serviceScalingPolicyFields: Fields<ServiceScalingPolicyState, ServiceScalingPolicyGroup> = {
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
};

/** Of a target group AWS tells the end of its ARN. */
function sameMember(wanted: unknown, live: unknown): boolean {
  const isGroup = typeof wanted === 'string' && typeof live === 'string' && live.startsWith('targetgroup/');
  return isGroup ? wanted.endsWith(`:${live}`) : sameJson(wanted, live);
}

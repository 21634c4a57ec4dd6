import type { Fields } from '../../core/fields.ts';
import { sameSteps, sameTracking } from './normal.ts';
import type { ScalingPolicyState } from './state.ts';

export type ScalingPolicyGroup = 'policy';

/** A policy is put as a whole, whatever of it differs. */
export const scalingPolicyFields: Fields<ScalingPolicyState, ScalingPolicyGroup> = {
  // Policies are paired by name within their group, so that neither can differ.
  group: { onChange: 'replace', same: () => true, path: '' },
  name: { onChange: 'replace' },
  targetTracking: { onChange: 'policy', same: sameTracking },
  step: { onChange: 'policy', same: sameSteps },
  estimatedInstanceWarmup: { onChange: 'policy' },
  enabled: { onChange: 'policy', default: () => true },
};

import type { Fields } from '../../core/fields.ts';
import type { ScalableTargetState } from './state.ts';

export type ScalableTargetGroup = 'bounds';

export const scalableTargetFields: Fields<ScalableTargetState, ScalableTargetGroup> = {
  // A service has one at most, so that it can only differ while the service is being replaced.
  service: { onChange: 'replace', same: () => true, path: '' },
  min: { onChange: 'bounds' },
  max: { onChange: 'bounds' },
};

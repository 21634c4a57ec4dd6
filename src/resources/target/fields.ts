import type { Fields } from '../../core/fields.ts';
import type { TargetState } from './state.ts';

/** Nothing of a target can be changed: what differs is another target. */
export const targetFields: Fields<TargetState> = {
  group: { onChange: 'replace', path: '' },
  id: { onChange: 'replace', path: '' },
  port: { onChange: 'replace', path: '' },
  zone: { onChange: 'replace', path: '', same: () => true },
  listener: { onChange: 'replace', path: '', unset: 'same' },
};

import type { Fields } from '../../core/fields.ts';
import { uniqueName } from '../unique-name.ts';
import type { SecurityGroupState } from './state.ts';

export type SecurityGroupGroup = 'tags';

/** AWS's limit for a group's name. */
export const NAME_LIMIT = 255;

export const securityGroupFields: Fields<SecurityGroupState, SecurityGroupGroup> = {
  name: uniqueName(NAME_LIMIT),
  description: { onChange: 'replace' },
  vpc: { onChange: 'replace' },
  egress: { onChange: 'tags', unset: 'same' },
  tags: { onChange: 'tags', keyed: true },
};

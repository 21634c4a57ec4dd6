import type { Fields } from '../../core/fields.ts';
import { isNameOf } from '../../core/naming.ts';
import type { SecurityGroupState } from './state.ts';

export type SecurityGroupGroup = 'tags';

/** AWS's limit for a group's name. */
export const NAME_LIMIT = 255;

export const securityGroupFields: Fields<SecurityGroupState, SecurityGroupGroup> = {
  name: { onChange: 'replace', same: (wanted, live) => live !== undefined && isNameOf(wanted, live, NAME_LIMIT) },
  description: { onChange: 'replace' },
  vpc: { onChange: 'replace' },
  tags: { onChange: 'tags', keyed: true },
};

import type { Fields } from '../../core/fields.ts';
import type { ResourceType } from '../../core/resource.ts';
import type { Text } from '../../core/value.ts';
import { uniqueName } from '../unique-name.ts';

export interface SecurityGroupState {
  readonly name: string;
  readonly description?: string;
  readonly vpc: Text;
  /** That the manifest says what may go out; AWS knows nothing of it. Once it was said, silence means AWS's default. */
  readonly egress?: 'declared';
  readonly tags?: Readonly<Record<string, string>>;
}

export type SecurityGroupGroup = 'tags';

/** AWS's limit for a group's name. */
const NAME_LIMIT = 255;

const securityGroupFields: Fields<SecurityGroupState, SecurityGroupGroup> = {
  name: uniqueName(NAME_LIMIT),
  description: { onChange: 'replace' },
  vpc: { onChange: 'replace' },
  egress: { onChange: 'tags', unset: 'same' },
  tags: { onChange: 'tags', keyed: true },
};

export const securityGroupType: ResourceType<SecurityGroupState> = {
  name: 'security-group',
  fields: securityGroupFields,
  // Unique in its VPC only, which a live group has among its outputs.
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  taggable: true,
};

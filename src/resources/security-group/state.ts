import type { Text } from '../../core/value.ts';

export interface SecurityGroupState {
  readonly name: string;
  readonly description?: string;
  readonly vpc: Text;
  /** That the manifest says what may go out; AWS knows nothing of it. Once it was said, silence means AWS's default. */
  readonly egress?: 'declared';
  readonly tags?: Readonly<Record<string, string>>;
}

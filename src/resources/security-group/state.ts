import type { Text } from '../../core/value.ts';

export interface SecurityGroupState {
  readonly name: string;
  readonly description?: string;
  readonly vpc: Text;
  readonly tags?: Readonly<Record<string, string>>;
}

import type { Static } from 'typebox';
import { object, optional, text } from '../../../schema/dialect.ts';

/** An Auto Scaling group with its launch template. */
export const autoScalingGroup = object(
  { name: optional(text('The name in AWS; metadata.name if absent. A change replaces the group.')) },
  'An Auto Scaling group, whose instances are the targets.',
);

export type AutoScalingGroupSpec = Static<typeof autoScalingGroup>;

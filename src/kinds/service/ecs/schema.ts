import type { Static } from 'typebox';
import { object, optional, text } from '../../../schema/dialect.ts';

/** An ECS service with its task definition. */
export const ecs = object(
  { name: optional(text('The name in AWS; metadata.name if absent. A change replaces the service.')) },
  'An ECS service, whose tasks are the targets.',
);

export type EcsSpec = Static<typeof ecs>;

import type { Fault } from '../../../../schema/fault.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

/** Which revision is meant: one that stands, or one whose content is said here. */
export function* taskDefinition({ taskDefinition: given }: EcsSpec): Iterable<Fault> {
  const { arn, family, revision, containers, ...content } = given;
  const here = (field: string): Fault['path'] => at('taskDefinition', field);
  if (arn !== undefined) {
    for (const field of Object.keys(given).filter((key) => key !== 'arn'))
      yield { path: here(field), onKey: true, message: `does not go with arn, which already says all of the revision` };
    return;
  }
  if (revision !== undefined && containers !== undefined) {
    const message = 'revision refers to an existing one, and containers declare a new one: give one of them only';
    yield { path: here('revision'), onKey: true, message };
    return;
  }
  if (revision !== undefined && family === undefined)
    yield { path: here('revision'), onKey: true, message: 'a revision needs the family that it is of' };
  if (revision === undefined && containers === undefined)
    yield {
      path: at('taskDefinition'),
      message: 'says of no revision which one is meant',
      hint: 'give containers, a family with its revision, or an arn',
    };
  if (containers !== undefined) return;
  for (const field of Object.keys(content)) {
    const message = `goes only with containers: an existing revision has its own ${field}`;
    yield { path: here(field), onKey: true, message };
  }
}

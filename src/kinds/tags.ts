import { map, text } from '../schema/dialect.ts';

/** Tags that the user wants on the AWS object, beside the controller's own. */
export const tags = map(
  text('The value of the tag; may be empty.', { minLength: 0 }),
  'AWS tags: at most 46, because the controller needs four of the fifty that AWS allows.',
);

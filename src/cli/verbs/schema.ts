import { kinds } from '../../kinds/index.ts';
import { jsonSchema } from '../../schema/json-schema.ts';
import type { Session } from '../process/session.ts';

export function schema({ print }: Session): Promise<number> {
  print(JSON.stringify(jsonSchema(kinds), undefined, 2));
  return Promise.resolve(0);
}

import { describeText } from '../../report/status/describe-text.ts';
import { examineObjects } from '../scope/objects.ts';
import type { Session } from '../process/session.ts';

export async function describe(
  session: Session,
  kind?: string,
  [name, ...more]: readonly string[] = [],
): Promise<number> {
  const { objects, snapshot, now, code, unreadable } = await examineObjects(session, kind, name, more);
  const { paint, print } = session;
  if (objects.length === 0) print('No resources found.');
  print(objects.map((object) => describeText(object, snapshot, { now, paint })).join('\n'));
  for (const message of unreadable) session.say('warn', `some of it could not be read: ${message}`);
  return code;
}

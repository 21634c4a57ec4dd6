import { explainConfig } from '../../config/explain.ts';
import { kinds } from '../../kinds/index.ts';
import { explain as explainPath } from '../../schema/explain.ts';
import type { Session } from '../process/session.ts';

export function explain(session: Session, path = ''): Promise<number> {
  const explained = explainConfig(path) ?? explainPath(kinds, path);
  if ('text' in explained) {
    session.print(explained.text);
    return Promise.resolve(0);
  }
  const { problem, hint } = explained;
  session.say('error', hint === undefined ? problem : `${problem}; ${hint}`);
  return Promise.resolve(1);
}

import { explainConfig } from '../../config/explain.ts';
import { kinds } from '../../kinds/index.ts';
import { explain as explainPath } from '../../schema/explain.ts';
import type { CommonOptions } from '../options.ts';
import type { Session } from '../process/session.ts';

interface ExplainOptions extends CommonOptions {
  readonly recursive?: true;
}

export function explain(session: Session<ExplainOptions>, path = ''): Promise<number> {
  const depth = session.options.recursive === true ? 'all' : 'next';
  const explained = explainConfig(path, depth) ?? explainPath(kinds, path, depth);
  if ('text' in explained) {
    session.print(explained.text);
    return Promise.resolve(0);
  }
  const { problem, hint } = explained;
  session.say('error', hint === undefined ? problem : `${problem}; ${hint}`);
  return Promise.resolve(1);
}

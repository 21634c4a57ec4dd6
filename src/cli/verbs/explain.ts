import { explainConfig } from '../../config/explain.ts';
import { kinds } from '../../kinds/index.ts';
import { group } from '../../schema/kind.ts';
import { explain as explainPath } from '../../schema/explain.ts';
import type { CommonOptions } from '../options.ts';
import type { Session } from '../process/session.ts';

interface ExplainOptions extends CommonOptions {
  readonly recursive?: true;
}

/** All that can be explained, for who says nothing. */
function overview(): string {
  const rows = kinds.map(({ kind, shortNames, description }) => [
    `  ${kind} (${shortNames.join(', ')})`,
    `    ${description}`,
  ]);
  const others = [
    `  ${group}`,
    '    The annotations of a manifest.',
    '  config',
    '    The file evenkeel.yaml, which names accounts and regions.',
  ];
  return ['EXPLAINED:', ...rows.flat(), ...others, ''].join('\n');
}

export function explain(session: Session<ExplainOptions>, path = ''): Promise<number> {
  if (path === '') {
    session.print(overview());
    return Promise.resolve(0);
  }
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

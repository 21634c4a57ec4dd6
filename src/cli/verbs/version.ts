import type { CommonOptions } from '../options.ts';
import { builtFrom, version as number } from '../built-from.ts';
import type { Session } from '../process/session.ts';

interface VersionOptions extends CommonOptions {
  readonly output: 'text' | 'json';
}

export function version({ options, print }: Session<VersionOptions>): Promise<number> {
  const { commit, date: commitDate } = builtFrom;
  const node = process.version;
  if (options.output === 'json') {
    print(JSON.stringify({ version: number, commit, commitDate, node }, undefined, 2));
    return Promise.resolve(0);
  }
  const origin =
    commit === undefined
      ? 'of an unknown commit'
      : `commit ${commit.slice(0, 12)} of ${commitDate ?? 'an unknown date'}`;
  print(`evenkeel ${number}, ${origin}, on Node ${node}`);
  return Promise.resolve(0);
}

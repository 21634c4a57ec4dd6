import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { commonOptions } from '../../src/cli/options.ts';
import { verbs } from '../../src/cli/verbs.ts';
import { formatProblem } from '../../src/core/problem.ts';
import { parseManifests } from '../../src/kinds/parse.ts';
import { readFixture } from '../../src/simulator/fixture-shape.ts';
import { defaultLimits } from '../../src/source/limits.ts';
import { parse } from '../../src/source/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { blocksOf, pages, type Block } from './pages.ts';

/*
 * What README and docs show is what people copy: each command line is one that evenkeel takes, each manifest one that is valid, each
 * fixture one that the simulator takes.
 */

const blocks = pages.flatMap(blocksOf);

/** The words behind `evenkeel` in a line of a shell, without what another program is given. */
function commandsIn({ page, line, text }: Block): [place: string, words: string[]][] {
  const joined = text.replaceAll(/\\\n\s*/g, ' ');
  return joined.split('\n').flatMap((written, index) =>
    written
      .replace(/(^|\s)#.*$/, '')
      .split(/\s(?:&&|\|\||\||&)(?:\s|$)|[<$]?\(|\)/)
      .flatMap((part) => {
        const [, rest] = /^\s*(?:[A-Z_]+=\S+\s+)*evenkeel\s+(.*)$/.exec(part) ?? [];
        const words = rest === undefined ? [] : [...rest.replace(/\s>.*$/, '').matchAll(/"[^"]*"|'[^']*'|\S+/g)];
        return words.length === 0
          ? []
          : [[`${page}:${line + index}`, words.map(([word]) => word.replaceAll(/["']/g, ''))] as [string, string[]]];
      }),
  );
}

/** Reads a command line as evenkeel does, and throws where evenkeel would refuse it. */
function readLine([name, ...rest]: readonly string[]): void {
  if (name?.startsWith('-') === true || name === 'help') return;
  const verb = verbs.find((one) => one.name === name);
  if (verb === undefined) throw new Error(`evenkeel has no verb ${name}`);
  const command = new Command()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .allowExcessArguments(false);
  for (const { name: argument } of verb.args ?? []) command.argument(argument);
  for (const option of [...commonOptions(), ...(verb.options ?? [])]) command.addOption(option);
  command.parse(rest, { from: 'user' });
}

describe('command lines', () => {
  const lines = blocks.filter(({ language }) => language === 'sh').flatMap(commandsIn);

  test('are found in README and docs', () => {
    expect(lines.length).toBeGreaterThan(50);
    expect(new Set(lines.map(([place]) => place.split(':')[0])).size).toBeGreaterThan(6);
  });

  test.each(lines)('%s: evenkeel %j', (_, words) => {
    expect(() => readLine(words)).not.toThrow();
  });
});

const examples = blocks.filter(({ language }) => language === 'yaml');

describe('manifests', () => {
  const manifests = examples.filter(({ text }) => text.includes('apiVersion: evenkeel.dev/v1'));

  test('are found', () => expect(manifests.length).toBeGreaterThan(1));

  test.each(manifests.map((block) => [`${block.page}:${block.line}`, block] as const))('%s', (_, { page, text }) => {
    const { problems } = parseManifests(parse(sourceFile(page, text), defaultLimits));
    // What an example points at stands in another one.
    const own = problems.filter(
      ({ message }) => !/is not in the folder|there is no|no (TargetGroup|LoadBalancer|SecurityGroup)/.test(message),
    );
    expect(own.map(formatProblem)).toEqual([]);
  });
});

describe('fixtures of the simulator', () => {
  const fixtures = examples.filter(({ text }) => /^regions:/m.test(text));

  test('are found', () => expect(fixtures.length).toBeGreaterThan(1));

  test.each(fixtures.map((block) => [`${block.page}:${block.line}`, block] as const))('%s', (_, { text }) => {
    for (const document of parseAllDocuments(text)) expect(() => readFixture(document.toJS())).not.toThrow();
  });
});

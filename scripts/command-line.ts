import type { Option } from 'commander';
import { commonOptions } from '../src/cli/options.ts';
import type { Verb } from '../src/cli/verb.ts';
import { verbs } from '../src/cli/verbs.ts';
import type { GeneratedFile } from './generated.ts';

const intro = `# The command line

Made from the verbs as the executable knows them; \`evenkeel help VERB\` prints the same.

Data goes to stdout and everything else to stderr, so that \`evenkeel plan -o json | jq\` always works. Ctrl-C finishes the
calls in flight, begins nothing new, and says what was and what was not done; a second one leaves at once.`;

const exitCodes = `## Exit codes

| verb | 0 | 1 | 2 |
|---|---|---|---|
| \`validate\` | every document is sound | something is wrong | |
| \`plan\` | planned | an error | |
| \`plan --detailed-exitcode\` | nothing to do | an error | there are changes |
| \`apply\`, \`delete\` | done | something failed, or was not allowed | |
| \`drift\` | nothing drifted | an error | drift |
| \`diagnose\` | nothing is wrong | it could not be looked at | something is wrong |
| \`leftovers\` | nothing is left | an error | something is left |

\`drift --detailed-exitcode\` adds 3: nothing drifted, but something is not created yet or still to be changed. 130 after Ctrl-C.`;

/** The page about the command line, from the same data as the help. */
export function renderCommandLine(): GeneratedFile {
  const parts = [intro, exitCodes, ...verbs.map(verbPart), optionsPart('## Options of every verb', commonOptions())];
  return { path: 'docs/command-line.md', text: `${parts.join('\n\n')}\n` };
}

function verbPart(verb: Verb): string {
  const { name, summary, details, args = [], options = [], examples } = verb;
  const usage = ['evenkeel', name, ...args.map((arg) => arg.name)].join(' ');
  const lines = examples.map(({ line, meaning }) => `${line}    # ${meaning}`);
  return [
    `## ${name}`,
    `\`${usage}\`: ${summary}.${details === undefined ? '' : ` ${details.replaceAll('\n', ' ')}`}`,
    ...(options.length === 0 ? [] : [optionsTable(options)]),
    ['```sh', ...lines, '```'].join('\n'),
  ].join('\n\n');
}

function optionsPart(title: string, options: readonly Option[]): string {
  return `${title}\n\n${optionsTable(options)}`;
}

function optionsTable(options: readonly Option[]): string {
  const rows = options.map(({ flags, description, argChoices, envVar, defaultValueDescription, defaultValue }) => {
    const standard = defaultValueDescription ?? (typeof defaultValue === 'boolean' ? undefined : defaultValue);
    const more = [
      argChoices === undefined ? '' : `one of ${argChoices.join(', ')}`,
      standard === undefined ? '' : `default ${String(standard)}`,
    ].filter((part) => part !== '');
    const meaning = [description, ...more].join('; ');
    return `| \`${flags}\` | ${meaning} | ${envVar === undefined ? '' : `\`${envVar}\``} |`;
  });
  return ['| option | meaning | in the environment |', '|---|---|---|', ...rows].join('\n');
}

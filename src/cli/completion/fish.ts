import type { Flag, Value, Vocabulary } from './vocabulary.ts';

export function fishScript({ common, verbs }: Vocabulary): string {
  const first = `not __fish_seen_subcommand_from ${verbs.map(({ name }) => name).join(' ')}`;
  return [
    '# evenkeel in fish: evenkeel completion fish > ~/.config/fish/completions/evenkeel.fish',
    'function __evenkeel_names',
    '  set -l words (commandline -opc) (commandline -ct)',
    '  $words[1] completion names -- $words[2..-1] 2>/dev/null',
    'end',
    'complete -c evenkeel -f',
    ...common.map((flag) => `complete -c evenkeel${flagWords(flag)}`),
    ...verbs.flatMap(({ name, meaning, flags, argument }) => {
      const seen = `complete -c evenkeel -n '__fish_seen_subcommand_from ${name}'`;
      return [
        `complete -c evenkeel -n '${first}' -a ${name} -d ${quoted(meaning)}`,
        ...(argument.length === 0 ? [] : [`${seen} -a '${argument === 'names' ? asking : argument.join(' ')}'`]),
        ...flags.map((flag) => `${seen}${flagWords(flag)}`),
      ];
    }),
    '',
  ].join('\n');
}

/** Asked for when it is completed. */
const asking = '(__evenkeel_names)';

function flagWords({ names, meaning, value }: Flag): string {
  const spelt = names.map((name) => (name.startsWith('--') ? ` -l ${name.slice(2)}` : ` -s ${name.slice(1)}`));
  return `${spelt.join('')}${value === undefined ? '' : valueWords(value)} -d ${quoted(meaning)}`;
}

function valueWords(value: Value): string {
  if (value === 'folder') return " -x -a '(__fish_complete_directories)'";
  if (value === 'file') return ' -r -F';
  if (value === 'names') return ` -x -a '${asking}'`;
  return value === 'anything' ? ' -x' : ` -x -a '${value.join(' ')}'`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`\'`)}'`;
}

import type { Flag, Value, Vocabulary } from './vocabulary.ts';

export function fishScript({ common, verbs }: Vocabulary): string {
  const names = verbs.map(({ name }) => name).join(' ');
  const first = `not __fish_seen_subcommand_from ${names}`;
  return [
    '# evenkeel in fish: evenkeel completion fish > ~/.config/fish/completions/evenkeel.fish',
    'complete -c evenkeel -f',
    ...common.map((flag) => `complete -c evenkeel${flagWords(flag)}`),
    ...verbs.flatMap(({ name, meaning, flags, argument }) => {
      const seen = `complete -c evenkeel -n '__fish_seen_subcommand_from ${name}'`;
      return [
        `complete -c evenkeel -n '${first}' -a ${name} -d ${quoted(meaning)}`,
        ...(argument.length === 0 ? [] : [`${seen} -a '${argument.join(' ')}'`]),
        ...flags.map((flag) => `${seen}${flagWords(flag)}`),
      ];
    }),
    '',
  ].join('\n');
}

function flagWords({ names, meaning, value }: Flag): string {
  const spelt = names.map((name) => (name.startsWith('--') ? ` -l ${name.slice(2)}` : ` -s ${name.slice(1)}`));
  return `${spelt.join('')}${value === undefined ? '' : valueWords(value)} -d ${quoted(meaning)}`;
}

function valueWords(value: Value): string {
  if (value === 'folder') return " -x -a '(__fish_complete_directories)'";
  if (value === 'file') return ' -r -F';
  return value === 'anything' ? ' -x' : ` -x -a '${value.join(' ')}'`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`\'`)}'`;
}

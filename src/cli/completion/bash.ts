import type { Flag, Value, Vocabulary } from './vocabulary.ts';

export function bashScript({ common, verbs }: Vocabulary): string {
  const values = [
    ...common.flatMap((flag) => valueCase('*', flag)),
    ...verbs.flatMap(({ name, flags }) => flags.flatMap((flag) => valueCase(name, flag))),
  ];
  const words = verbs.map(
    ({ name, flags, argument }) => `    ${name}) flags+=" ${namesOf(flags)}"; words="${wordsOf(argument)}" ;;`,
  );
  return `# evenkeel in bash: source <(evenkeel completion bash)
_evenkeel_names() {
  "\${COMP_WORDS[0]}" completion names -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null
}
_evenkeel() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" verb="" words flags each
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$each" in
      ${verbs.map(({ name }) => name).join('|')}) verb="$each"; break ;;
    esac
  done
  case "$verb $before" in
${values.join('\n')}
  esac
  flags="${namesOf(common)} --help"
  words="${verbs.map(({ name }) => name).join(' ')}"
  case "$verb" in
${words.join('\n')}
  esac
  [[ "$word" == -* ]] && words="$flags"
  [[ "$words" == names ]] && words="$(_evenkeel_names)"
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _evenkeel evenkeel
`;
}

function wordsOf(argument: Vocabulary['verbs'][number]['argument']): string {
  return argument === 'names' ? 'names' : argument.join(' ');
}

function namesOf(flags: readonly Flag[]): string {
  return flags.flatMap((flag) => flag.names).join(' ');
}

function valueCase(verb: string, { names, value }: Flag): string[] {
  if (value === undefined) return [];
  const patterns = names.map((name) => (verb === '*' ? `*" ${name}"` : `"${verb} ${name}"`));
  return [`    ${patterns.join('|')}) COMPREPLY=($(compgen ${generatorOf(value)} -- "$word")); return ;;`];
}

function generatorOf(value: Value): string {
  if (value === 'folder') return '-d';
  if (value === 'file') return '-f';
  if (value === 'names') return '-W "$(_evenkeel_names)"';
  return `-W "${value === 'anything' ? '' : value.join(' ')}"`;
}

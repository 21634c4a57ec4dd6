import type { Flag, Value, Vocabulary } from './vocabulary.ts';

export function zshScript({ common, verbs }: Vocabulary): string {
  const cases = verbs.map(({ name, flags, argument }) => {
    const words =
      argument === 'names' ? [`'*: :_evenkeel_names'`] : argument.length === 0 ? [] : [`'1: :(${argument.join(' ')})'`];
    return `      ${name}) _arguments $common ${[...words, ...flags.map(specOf)].join(' ')} ;;`;
  });
  return `#compdef evenkeel
# evenkeel in zsh: evenkeel completion zsh > "\${fpath[1]}/_evenkeel"
_evenkeel_names() {
  local -a names
  names=(\${(f)"$("$_evenkeel_line[1]" completion names -- "\${(@)_evenkeel_line[2,-1]}" 2>/dev/null)"})
  compadd -a names
}
_evenkeel() {
  local context state state_descr line
  # Further down, zsh takes away the words in front of the verb.
  local -a _evenkeel_line
  _evenkeel_line=("\${(@)words[1,CURRENT]}")
  typeset -A opt_args
  local -a verbs common
  verbs=(
${verbs.map(({ name, meaning }) => `    ${quoted(`${name}:${meaning.replaceAll(':', String.raw`\:`)}`)}`).join('\n')}
  )
  common=(
${common.map((flag) => `    ${specOf(flag)}`).join('\n')}
  )
  # Options behind the verb are for its own line, or that would begin behind them.
  _arguments -C -A '-*' $common '1: :->verb' '*:: :->rest' && return
  case "$state" in
    verb) _describe verb verbs ;;
    rest) case "$words[1]" in
${cases.join('\n')}
    esac ;;
  esac
}
if [ "$funcstack[1]" = "_evenkeel" ]; then _evenkeel "$@"; else compdef _evenkeel evenkeel; fi
`;
}

/** One option as zsh's `_arguments` takes it, e.g. `'(-o --output)'{-o,--output}'[how to print]: :(text json)'`. */
function specOf({ names, meaning, value, repeats }: Flag): string {
  const said = quoted(
    `[${meaning.replaceAll(/[[\]:]/g, String.raw`\$&`)}]${value === undefined ? '' : `: :${valueWords(value)}`}`,
  );
  // Without a star, zsh offers what has been given once no more.
  const others = repeats ? '*' : `(${names.join(' ')})`;
  if (names.length > 1) return `'${others}'{${names.join(',')}}${said}`;
  return repeats ? `'*'${names[0]}${said}` : `${names[0]}${said}`;
}

function valueWords(value: Value): string {
  if (value === 'folder') return '_files -/';
  if (value === 'file') return '_files';
  if (value === 'names') return '_evenkeel_names';
  return value === 'anything' ? '' : `(${value.join(' ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Says whether a path below the manifest folder, written with `/`, is to be left out. */
export type Ignores = (path: string, isFolder: boolean) => boolean;

interface Rule {
  readonly segments: readonly string[];
  readonly foldersOnly: boolean;
  readonly ignored: boolean;
}

/**
 * Reads an `.evenkeelignore`, a subset of gitignore's language. One pattern a line; blank lines and lines that begin
 * with `#` say nothing; the last pattern that matches decides.
 *
 * - `*` is any run of characters within a name, `?` one character, `**` as a whole segment any number of folders; at
 *   the end all that is inside, but not the folder itself.
 * - A pattern with a `/` at its start or inside it holds from the manifest folder down, any other at every depth.
 * - A `/` at the end matches folders only; a symbolic link counts as a file.
 * - `!` in front takes a path back in, but nothing comes back from inside a folder that is left out.
 *
 * Every other character, brackets and backslashes too, stands for itself.
 */
export function parseIgnore(text: string): Ignores {
  const rules = text.split('\n').flatMap((line) => parseRule(line.trim()));
  return (path, isFolder) => {
    const segments = path.split('/');
    const decisive = rules.findLast((rule) => (isFolder || !rule.foldersOnly) && matchesPath(rule.segments, segments));
    return decisive?.ignored ?? false;
  };
}

function parseRule(line: string): Rule[] {
  if (line === '' || line.startsWith('#')) return [];
  const ignored = !line.startsWith('!');
  const pattern = ignored ? line : line.slice(1);
  const foldersOnly = pattern.endsWith('/');
  const body = foldersOnly ? pattern.slice(0, -1) : pattern;
  const segments = body.replace(/^\//, '').split('/').map(plainStars);
  if (segments.at(-1) === '**') segments.push('*');
  return [{ segments: body.includes('/') ? segments : ['**', ...segments], foldersOnly, ignored }];
}

function plainStars(segment: string): string {
  return /^\*{3,}$/.test(segment) ? '**' : segment;
}

function matchesPath(pattern: readonly string[], path: readonly string[]): boolean {
  return matchesRuns(pattern, path, '**', matchesName);
}

/** Whether a name is like a pattern of `*` and `?`. */
export function matchesName(pattern: string, name: string): boolean {
  return matchesRuns(Array.from(pattern), Array.from(name), '*', (wanted, found) => wanted === '?' || wanted === found);
}

/**
 * Matches items against a pattern in which `star` stands for any run of them. Going back only to the latest star is
 * enough, and keeps a pattern full of stars from taking exponential time as it would in a regular expression.
 */
function matchesRuns(
  pattern: readonly string[],
  items: readonly string[],
  star: string,
  matchesOne: (pattern: string, item: string) => boolean,
): boolean {
  let inPattern = 0;
  let inItems = 0;
  let afterStar = -1;
  let runEnd = 0;
  while (inItems < items.length) {
    const wanted = pattern[inPattern];
    const found = items[inItems] ?? '';
    if (wanted === star) {
      inPattern += 1;
      afterStar = inPattern;
      runEnd = inItems;
    } else if (wanted !== undefined && matchesOne(wanted, found)) {
      inPattern += 1;
      inItems += 1;
    } else if (afterStar !== -1) {
      runEnd += 1;
      inPattern = afterStar;
      inItems = runEnd;
    } else {
      return false;
    }
  }
  return pattern.slice(inPattern).every((rest) => rest === star);
}

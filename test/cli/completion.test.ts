import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verbs } from '../../src/cli/verbs.ts';
import { folderOf, manifestsOf } from '../support/folders.ts';
import { Executable } from './executable.ts';

const executable = new Executable();

/** Where it is missing, its cases are skipped, and fail in CI, which installs it. */
function has(program: string): boolean {
  const isThere = spawnSync(program, ['--version']).status === 0;
  if (!isThere && process.env['CI']) throw new Error(`${program} is not on the PATH`);
  return isThere;
}

const tour = manifestsOf('content-routing');
const group = { apiVersion: 'evenkeel.dev/v1', kind: 'TargetGroup' };

/** What may be typed, up to where it is completed, and what it may become. */
const typed: readonly (readonly [line: readonly string[], expected: readonly string[]])[] = [
  [['get', '-f', tour, 'lb/'], ['lb/content-routing']],
  [['describe', '--manifests', tour, 'targetgroups/p'], ['targetgroups/pages']],
  [['plan', '-f', tour, '-n', 'elsewhere', 'tg/'], []],
  [
    ['-f', tour, 'plan', '-n', 'default', 'tg/'],
    ['tg/api', 'tg/pages'],
  ],
  [
    ['get', '-o', 'wide', 'tg', '-f', tour, ''],
    ['api', 'pages'],
  ],
  [['get', '-f', tour, '-n', ''], ['default']],
  [['get', '-f', tour, 'sec'], ['securitygroup']],
];

/** A program of the name that completes, in a folder of its own. */
function command(): string {
  const file = join(folderOf({}), 'evenkeel');
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${executable.path}' "$@"\n`, { mode: 0o755 });
  return file;
}

function pathWith(program: string): string {
  return `${dirname(program)}:${process.env['PATH']}`;
}

describe.skipIf(!has('bash'))('in bash', () => {
  async function completed(...words: string[]): Promise<string[]> {
    const { stdout: script } = await executable.run(['completion', 'bash']);
    const lines = [
      script,
      `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})`,
      `COMP_CWORD=${words.length - 1}`,
      '_evenkeel',
      'printf "%s\\n" "${COMPREPLY[@]}"',
    ];
    return execFileSync('bash', ['-c', lines.join('\n')], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean);
  }

  test('verbs', async () => {
    expect(await completed('evenkeel', '')).toEqual(verbs.map(({ name }) => name));
    expect(await completed('evenkeel', '--region', 'x', 'pl')).toEqual(['plan']);
  });

  test('options, those of the verb and those of all', async () => {
    const found = await completed('evenkeel', 'plan', '--');
    expect(found).toContain('--detailed-exitcode');
    expect(found).toContain('--manifests');
    expect(found).not.toContain('--yes');
  });

  test('values of options', async () => {
    expect(await completed('evenkeel', 'plan', '-o', '')).toEqual(['text', 'diff', 'json', 'yaml', 'markdown']);
    expect(await completed('evenkeel', 'cost', '--output', '')).toEqual(['text', 'json']);
    expect(await completed('evenkeel', '--log-level', 'd')).toEqual(['debug']);
    const folder = folderOf({ 'all.yaml': '' });
    expect(await completed('evenkeel', 'plan', '-f', folder.slice(0, -1))).toEqual([folder]);
    expect(await completed('evenkeel', 'plan', '-f', `${folder}/a`)).toEqual([`${folder}/all.yaml`]);
    expect(await completed('evenkeel', 'plan', '-f', folder, '-f', `${folder}/a`)).toEqual([`${folder}/all.yaml`]);
  });

  test('arguments', async () => {
    expect(await completed('evenkeel', 'completion', '')).toEqual(['bash', 'zsh', 'fish', 'names']);
    expect(await completed('evenkeel', 'explain', 't')).toEqual(['targetgroup', 'tg']);
  });

  test.each(typed)('what manifests are called: %j', async (line, expected) => {
    expect(await completed(command(), ...line)).toEqual(expected);
  });

  test('nothing of a name that a shell would expand, and nothing where there is no folder', async () => {
    const folder = folderOf({ 'a.yaml': JSON.stringify({ ...group, metadata: { name: '$(touch pwned)' } }) });
    expect(await completed(command(), 'get', '-f', folder, 'tg', '')).toEqual([]);
    expect(await completed(command(), 'get', '-f', '/nowhere', 'tg', '')).toEqual([]);
    expect(await completed(command(), 'get', '-f', '-', 'tg/')).toEqual([]);
  });
});

describe.skipIf(!has('fish'))('in fish', () => {
  test.each(typed)('what manifests are called: %j', async (line, expected) => {
    const { stdout: script } = await executable.run(['completion', 'fish']);
    const file = join(folderOf({}), 'evenkeel.fish');
    writeFileSync(file, script);
    const asked = `source ${file}; complete -C '${[command(), ...line].join(' ')}'`;
    const found = execFileSync('fish', ['--no-config', '-c', asked], {
      encoding: 'utf8',
      env: { ...process.env, PATH: pathWith(command()) },
    });
    expect(
      found
        .split('\n')
        .filter(Boolean)
        .map((one) => one.split('\t')[0]),
    ).toEqual(expected.toSorted());
  });
});

describe.skipIf(!has('zsh'))('in zsh', () => {
  test.each(typed)('what manifests are called: %j', async (line, expected) => {
    const { stdout: script } = await executable.run(['completion', 'zsh']);
    const folder = folderOf({});
    writeFileSync(join(folder, '_evenkeel'), script);
    // What would be shown is caught where it is handed over, in a shell of its own behind a terminal.
    const setup = [
      `fpath=(${folder} $fpath)`,
      'autoload -Uz compinit; compinit -u -D',
      `compadd () { builtin compadd -O caught "$@"; (( \${+caught} )) && print -l -- "\${caught[@]}" >> ${folder}/found; builtin compadd "$@" }`,
      "PS1='ready>'",
    ];
    writeFileSync(join(folder, 'setup'), setup.join('\n'));
    const drive = [
      'zmodload zsh/zpty',
      "zpty shell 'zsh -f -i'",
      `zpty -w shell 'source ${folder}/setup'`,
      "zpty -r shell out '*ready>'",
      `zpty -w -n shell '${['evenkeel', ...line].join(' ')}'$'\\t'`,
      `zpty -w -n shell $'\\C-u'`,
      `zpty -w shell 'print en''ded'`,
      "zpty -r shell out '*ended*'",
      'zpty -d shell',
    ];
    spawnSync('zsh', ['-f', '-c', drive.join('\n')], {
      timeout: 20_000,
      env: { ...process.env, TERM: 'xterm', PATH: pathWith(command()) },
    });
    const found = existsSync(join(folder, 'found')) ? readFileSync(join(folder, 'found'), 'utf8') : '';
    expect([...new Set(found.split('\n').filter(Boolean))]).toEqual(expected);
  });
});

describe.each(['zsh', 'fish'])('in %s', (shell) => {
  test('every verb and option is known', async () => {
    const { code, stdout } = await executable.run(['completion', shell]);
    expect(code).toBe(0);
    for (const { name, summary } of verbs) {
      expect(stdout).toContain(name);
      // A colon ends the name of a verb in zsh, unless it is escaped.
      expect(stdout.replaceAll(String.raw`\:`, ':')).toContain(summary);
    }
    expect(stdout).toContain('detailed-exitcode');
    if (shell === 'zsh') expect(stdout).toContain("'*'{-f,--manifests}'[");
  });

  test.skipIf(!has(shell))('the script is one that the shell can read', async () => {
    const { stdout } = await executable.run(['completion', shell]);
    const file = join(folderOf({}), 'script');
    writeFileSync(file, stdout);
    expect(spawnSync(shell, ['-n', file]).stderr.toString()).toBe('');
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { verbs } from '../../src/cli/verbs.ts';
import { folderOf } from '../support/folders.ts';
import { Executable } from './executable.ts';

const executable = new Executable();

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

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
    expect(await completed('evenkeel', 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(await completed('evenkeel', 'explain', 't')).toEqual(['targetgroup']);
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

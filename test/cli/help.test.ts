import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verbs } from '../../src/cli/verbs.ts';
import { Executable } from './executable.ts';

const executable = new Executable();

describe('help', () => {
  test('teaches by example, for the whole and for every verb', async () => {
    const pages: string[] = [];
    for (const words of [[], ...verbs.map(({ name }) => [name])]) {
      const { code, stdout, stderr } = await executable.run([...words, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      pages.push(`$ evenkeel ${[...words, '--help'].join(' ')}\n${stdout}`);
    }
    await expect(pages.join('\n')).toMatchFileSnapshot('../golden/cli/help.txt');
  });

  test('comes without loading anything of AWS', () => {
    const files = loadedAtOnce(executable.path);
    const size = [...files].reduce((sum, file) => sum + readFileSync(file).length, 0);
    expect(size).toBeLessThan(150_000);
  });

  test('is what no verb at all gets, as an error', async () => {
    const { code, stdout, stderr } = await executable.run([]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Usage: evenkeel');
  });
});

describe('a slip of the fingers', () => {
  test.each([
    [['plam'], /unknown command 'plam'\n\(Did you mean plan\?\)/],
    [['plan', '--detailed-exitcodes'], /unknown option '--detailed-exitcodes'\n\(Did you mean --detailed-exitcode\?\)/],
    [['validate', 'web-alb'], /too many arguments/],
    [['plan', 'web-alb'], /there is no kind "web-alb"/],
    [['plan', '-o', 'jsom'], /Allowed choices are text, diff, json, yaml, markdown/],
    [['apply', '--timeout', 'soon'], /Write a number and ms, s, m or h, e\.g\. 30s, 5m, 1h/],
    [['simulator', '--port', '70000'], /Write a whole number from 0 to 65535/],
    [['describe'], /missing required argument 'kind'/],
    [['completion', 'tcsh'], /Allowed choices are bash, zsh, fish/],
  ])('%j is refused with what was meant', async (args, said) => {
    const { code, stdout, stderr } = await executable.run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(said);
  });

  test('in the environment is refused by the name of the variable', async () => {
    const { code, stderr } = await executable.run(['plan'], { EVENKEEL_LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(stderr).toContain("value 'loud' from env 'EVENKEEL_LOG_LEVEL' is invalid");
  });
});

/** A file and all that it imports before anything of it runs. */
function loadedAtOnce(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(/(?:import|from)\s*"(\.{1,2}\/[^"]+)"/g);
  for (const [, path = ''] of imports) loadedAtOnce(join(dirname(file), path), known);
  return known;
}

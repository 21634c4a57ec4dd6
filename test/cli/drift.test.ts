import { expect, test } from 'vitest';
import { openAccount } from './account.ts';
import { Executable } from './executable.ts';

const executable = new Executable();

test('drift is told in every format, with the same exit code', async () => {
  const account = await openAccount(executable);
  const beginnings = {
    text: 'LoadBalancer/default/content-routing\n',
    json: '{\n  "version": 1,',
    yaml: 'version: 1\n',
    markdown: '### Drift: ',
    html: '<!doctype html>\n',
    sarif: '{\n  "$schema": ',
    junit: '<?xml version="1.0" encoding="UTF-8"?>\n',
  };
  for (const [format, beginning] of Object.entries(beginnings)) {
    // oxlint-disable-next-line no-await-in-loop -- one process at a time
    const { code, stdout, stderr } = await account.run('drift', '-o', format);
    expect({ format, code, stderr }).toEqual({ format, code: 2, stderr: '' });
    expect(stdout).toContain(beginning);
    expect(stdout).toContain('listener-rule/default/content-routing/80/api');
    expect(stdout.endsWith('\n')).toBe(true);
  }
});

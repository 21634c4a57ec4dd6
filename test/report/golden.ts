import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';

/**
 * Compares with what test/golden holds. With UPDATE_GOLDEN=1 the file is written anew: read it then as somebody would at three
 * in the morning.
 */
export async function expectGolden(path: string, text: string): Promise<void> {
  const file = join(import.meta.dirname, '../golden', path);
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, text);
  expect(text).toBe(await readFile(file, 'utf8'));
}

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renderCrds, renderReference } from './generated.ts';

const root = join(import.meta.dirname, '..');

for (const { path, text } of [...renderCrds(), ...renderReference()]) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

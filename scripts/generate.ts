import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renderCommandLine } from './command-line.ts';
import { renderCrds, renderKustomize, renderReference, renderSchema } from './generated.ts';

/* Writes every committed file that follows from the code. */

const root = join(import.meta.dirname, '..');

for (const { path, text } of [
  ...renderCrds(),
  ...renderReference(),
  renderCommandLine(),
  renderSchema(),
  renderKustomize(),
]) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

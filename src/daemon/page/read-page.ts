import { readFile } from 'node:fs/promises';
import type { Page } from '../http/app.ts';

/** Where the built page lies: beside the executable, of which this is a part, or in `dist` where it is run from its source. */
const bundled = '../';
const built = '../../../dist/';

/** The page as `npm run build` left it. */
export async function readPage(): Promise<Page> {
  return readFrom(new URL(bundled, import.meta.url)).catch(() => readFrom(new URL(built, import.meta.url)));
}

/** The page of one folder. */
export async function readFrom(folder: URL): Promise<Page> {
  const read = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');
  const [html, js, css] = await Promise.all([read('page.html'), read('page.js'), read('page.css')]);
  return { html, js, css, icon: await read('icon.svg') };
}

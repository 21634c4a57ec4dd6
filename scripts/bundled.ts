import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { compareTexts } from '../src/core/compare.ts';

/** A package of which something went into a bundle. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  /** As SPDX names it. */
  readonly licence: string;
  /** The text of its licence, and of its notice where it has one. */
  readonly text: string;
  readonly integrity?: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly integrity?: string }>>;
}

/** Those that allow to pass a package on inside of ours, as long as their text goes along. */
const allowed: ReadonlySet<string> = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);

/** The packages of which anything went into these bundles, by name. */
export async function bundledIn(root: string, metafiles: readonly Metafile[]): Promise<readonly Bundled[]> {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  const folders = [...new Set(inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []))];
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const all = await Promise.all(
    folders.map(async (folder) => {
      const { integrity } = packages[folder] ?? {};
      return { ...(await readPackage(join(root, folder))), ...(integrity === undefined ? {} : { integrity }) };
    }),
  );
  return all.toSorted((one, other) => compareTexts(one.name, other.name) || compareTexts(one.version, other.version));
}

async function readPackage(folder: string): Promise<Bundled> {
  const {
    name,
    version,
    license: licence = 'none',
  } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  if (!allowed.has(licence))
    throw new Error(
      `${name} ${version} is licensed under ${licence}, which is not among those known to allow bundling`,
    );
  const files = (await readdir(folder))
    .filter((file) => /^(?:licen[cs]e|notice|copying)(?:\.|$)/i.test(file))
    .toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const text = texts.map((one) => one.trim()).join('\n\n');
  return { name, version, licence, text: text || (await usualText(licence)) };
}

/** For a package that names its licence and leaves the text out. */
function usualText(licence: string): Promise<string> {
  if (licence !== 'Apache-2.0') throw new Error(`a package under ${licence} has no text of its licence`);
  return readFile(join(import.meta.dirname, '../LICENSE'), 'utf8').then((text) => text.trim());
}

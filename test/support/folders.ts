import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { parseAllDocuments } from 'yaml';

/** A manifest as plain data. */
export interface Document {
  readonly metadata: { readonly name: string };
}

/** `name#/path/in/the/manifest` → the value that is put there, undefined to take it out; the name `*` means all. */
export type Edits = Readonly<Record<string, unknown>>;

/** The folder of a scenario, as it is shipped. */
export function manifestsOf(scenario: string): string {
  return fileURLToPath(new URL(`../../manifests/${scenario}`, import.meta.url));
}

/** Every manifest of a scenario. */
export function documentsOf(scenario: string): Document[] {
  const folder = manifestsOf(scenario);
  return readdirSync(folder)
    .sort()
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')))
    .map((document) => document.toJS() as Document);
}

/** When a folder is to be removed. */
type Later = (remove: () => void) => void;

/** A folder for the length of one test, with a file of each name. */
export function folderOf(
  files: Readonly<Record<string, string | readonly unknown[]>>,
  later: Later = onTestFinished,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-'));
  later(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : content.map((one) => JSON.stringify(one)).join('\n---\n');
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** The folder of a scenario outside of this repository: a daemon that reads it asks no git which commit it is. */
export function copied(scenario: string): string {
  const folder = folderOf({});
  cpSync(manifestsOf(scenario), folder, { recursive: true });
  return folder;
}

/** A scenario's folder as somebody has edited it. */
export function edited(scenario: string, edits: Edits, later?: Later): string {
  const documents = documentsOf(scenario);
  for (const [place, value] of Object.entries(edits)) {
    const [name, path = ''] = place.split('#');
    const meant = documents.filter((document) => name === '*' || document.metadata.name === name);
    if (meant.length === 0) throw new Error(`${scenario} has no ${name}`);
    for (const document of meant) put(document, path.split('/').slice(1), value);
  }
  return folderOf({ 'all.yaml': documents }, later);
}

function put(holder: unknown, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  const members = holder as Record<string, unknown>;
  if (rest.length > 0) return put((members[key] ??= {}), rest, value);
  if (value === undefined) delete members[key];
  else members[key] = value;
}

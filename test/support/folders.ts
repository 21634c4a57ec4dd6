import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { parseAllDocuments } from 'yaml';

/** A manifest as plain data, to be changed at will. */
export interface Document {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  // Tests reach into whatever kind they know they have.
  spec: Record<string, never>;
}

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

/** A folder for the length of one test, with a file of each name. */
export function folderOf(files: Readonly<Record<string, string | readonly unknown[]>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : content.map((one) => JSON.stringify(one)).join('\n---\n');
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A scenario's folder as somebody has edited it. */
export function edited(scenario: string, edit: (documents: Document[]) => Document[] | void): string {
  const documents = documentsOf(scenario);
  return folderOf({ 'all.yaml': edit(documents) ?? documents });
}

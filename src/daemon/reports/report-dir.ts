import { join } from 'node:path';
import { driftHtml } from '../../report/drift/html.ts';
import { driftMarkdown } from '../../report/drift/markdown.ts';
import type { DaemonStatus } from '../status.ts';
import type { Store } from '../store.ts';
import { replaceFile } from './disk.ts';
import { SerialWork } from './serial-work.ts';
import { foundOf, reportJson, reportOf } from './report.ts';
import { Trouble, type Warn } from './trouble.ts';

interface ReportDirOptions {
  readonly store: Store;
  readonly folder: string;
  readonly warn: Warn;
}

/** The files of a report folder. */
const files: Readonly<Record<string, (status: DaemonStatus) => string>> = {
  'report.json': (status) => `${JSON.stringify(reportJson(status), undefined, 2)}\n`,
  'report.md': (status) => driftMarkdown(reportOf(status)),
  'report.html': (status) => driftHtml(reportOf(status)),
};

/** Keeps a folder's reports at what was last found. */
export class ReportDir {
  readonly #store: Store;
  readonly #folder: string;
  readonly #trouble: Trouble;
  readonly #stop: () => void;
  readonly #writing = new SerialWork(() => this.#write());
  #written: string | undefined;

  constructor({ store, folder, warn }: ReportDirOptions) {
    this.#store = store;
    this.#folder = folder;
    this.#trouble = new Trouble('the reports cannot be written', warn);
    let seen: readonly unknown[] = [];
    const look = (status: DaemonStatus): void => {
      // Most changes of the status are none of a cycle or of the folder.
      const now = [status.folder, ...status.places.map(({ cycle }) => cycle)];
      if (now.length === seen.length && now.every((one, index) => one === seen[index])) return;
      seen = now;
      this.#writing.ask();
    };
    look(store.status);
    this.#stop = store.subscribe(({ status }) => look(status));
  }

  /** Resolves once the latest is written, or can't be. */
  async settled(): Promise<void> {
    await this.#writing.idle();
  }

  async close(): Promise<void> {
    this.#stop();
    await this.settled();
  }

  async #write(): Promise<void> {
    const { status } = this.#store;
    const content = JSON.stringify(foundOf(status));
    if (content === this.#written || status.places.every(({ cycle }) => cycle === undefined)) return;
    try {
      for (const [name, text] of Object.entries(files)) {
        // oxlint-disable-next-line no-await-in-loop -- so that none is under way any more where one fails
        await replaceFile(join(this.#folder, name), text(status));
      }
      this.#written = content;
      this.#trouble.succeeded();
    } catch (error) {
      this.#trouble.failed((error as Error).message);
    }
  }
}

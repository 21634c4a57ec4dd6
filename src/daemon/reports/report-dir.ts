import { join } from 'node:path';
import { driftOf } from '../../core/drift.ts';
import type { ResourceId } from '../../core/value.ts';
import { driftHtml } from '../../report/drift-html.ts';
import { driftMarkdown } from '../../report/drift-markdown.ts';
import type { DriftLook, DriftReport } from '../../report/drift-report.ts';
import type { CycleResult, DaemonStatus, Finding, PlaceStatus } from '../status.ts';
import type { Store } from '../store.ts';
import { replaceFile } from './disk.ts';
import { Errand } from './errand.ts';
import { Trouble, type Tell } from './trouble.ts';

interface ReportDirOptions {
  readonly store: Store;
  readonly folder: string;
  readonly tell: Tell;
}

/** The files of a report folder. */
const files: Readonly<Record<string, (status: DaemonStatus) => string>> = {
  'report.json': (status) => `${JSON.stringify(jsonOf(status), undefined, 2)}\n`,
  'report.md': (status) => driftMarkdown(reportOf(status)),
  'report.html': (status) => driftHtml(reportOf(status)),
};

/** Keeps a folder's reports at what was last found. */
export class ReportDir {
  readonly #store: Store;
  readonly #folder: string;
  readonly #trouble: Trouble;
  readonly #stop: () => void;
  readonly #writing = new Errand(() => this.#write());
  #written: string | undefined;

  constructor({ store, folder, tell }: ReportDirOptions) {
    this.#store = store;
    this.#folder = folder;
    this.#trouble = new Trouble('the reports cannot be written', tell);
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

interface FoundJson {
  readonly folder: { readonly path: string; readonly revision?: string; readonly problems: unknown };
  readonly places: readonly {
    readonly place: string;
    readonly account: string;
    readonly region: string;
    readonly verdict: string;
    readonly findings: readonly Finding[];
  }[];
}

/** What a report has besides the time: it is written again where this is another. */
function foundOf({ folder, places }: DaemonStatus): FoundJson {
  const { path, problems, revision } = folder;
  return {
    folder: { path, problems, ...(revision === undefined ? {} : { revision: revision.commit }) },
    places: looked(places).map(({ name, cycle: { plan, findings } }) => ({
      place: name,
      account: plan.account,
      region: plan.region,
      verdict: driftOf(plan, problems.length).verdict,
      findings,
    })),
  };
}

function jsonOf(status: DaemonStatus): object {
  return { version: 1, at: new Date(lastLook(status)).toISOString(), ...foundOf(status) };
}

function reportOf(status: DaemonStatus): DriftReport {
  const { folder, places } = status;
  return {
    at: lastLook(status),
    looks: looked(places).map(({ name, cycle }) => lookOf(name, cycle)),
    problems: folder.problems,
    ...(folder.revision === undefined ? {} : { revision: folder.revision.commit }),
  };
}

function lookOf(place: string, { plan, findings }: CycleResult): DriftLook {
  const since = new Map<ResourceId, number>();
  for (const finding of findings) {
    since.set(finding.id, Math.min(finding.since, since.get(finding.id) ?? Infinity));
  }
  return { place, plan, since };
}

function lastLook({ startedAt, places }: DaemonStatus): number {
  return Math.max(startedAt, ...looked(places).map(({ cycle }) => cycle.endedAt));
}

function looked(places: readonly PlaceStatus[]): (PlaceStatus & { readonly cycle: CycleResult })[] {
  return places.flatMap((place) => (place.cycle === undefined ? [] : [{ ...place, cycle: place.cycle }]));
}

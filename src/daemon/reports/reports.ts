import type { Clock } from '../../core/clock.ts';
import type { Store } from '../store.ts';
import { History } from './history.ts';
import { Notifier } from './notifier.ts';
import { ReportDir } from './report-dir.ts';
import type { Warn } from './trouble.ts';

export interface ReportsOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Where it is told what could not be written or sent, and when it can be again. */
  readonly warn: Warn;
  /** Where report.json, report.md and report.html are kept. */
  readonly reportDir?: string | undefined;
  /** Where the history is appended as lines of JSON. */
  readonly history?: string | undefined;
  /** Who is told as JSON. */
  readonly notify?: readonly string[] | undefined;
  /** Who is told as Slack is. */
  readonly notifySlack?: readonly string[] | undefined;
}

/** All that tells the outside what the store says. It only ever reads the store, and nothing waits for it. */
export interface Reports {
  readonly history: History;
  /** Writes what is left to be written. */
  close(): Promise<void>;
}

/** Throws where an address is none. */
export function openReports(options: ReportsOptions): Reports {
  const { store, clock, warn, reportDir: folder, notify = [], notifySlack = [] } = options;
  const notifiers = [
    ...notify.map((url) => new Notifier({ store, clock, warn, url, shape: 'json' })),
    ...notifySlack.map((url) => new Notifier({ store, clock, warn, url, shape: 'slack' })),
  ];
  const history = new History({ store, warn, file: options.history });
  const parts = [...notifiers, history, ...(folder === undefined ? [] : [new ReportDir({ store, warn, folder })])];
  return {
    history,
    async close() {
      await Promise.all(parts.map((part) => part.close()));
    },
  };
}

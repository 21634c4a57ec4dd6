import { driftHtml } from '../../../report/drift/html.ts';
import { driftJson } from '../../../report/drift/json.ts';
import { driftJunit } from '../../../report/drift/junit.ts';
import { driftMarkdown } from '../../../report/drift/markdown.ts';
import { driftSarif } from '../../../report/drift/sarif.ts';
import { reportOf } from '../../reports/report.ts';
import type { CycleResult, DaemonStatus } from '../../status.ts';

/** What is looked at: one place of all that the daemon keeps. */
interface Looked {
  readonly status: DaemonStatus;
  readonly place: string;
  readonly cycle: CycleResult;
}

interface Format {
  readonly type: string;
  readonly write: (looked: Looked) => string;
}

/** The drift report in each form in which the command line writes it. */
export const driftFormats: Readonly<Record<string, Format>> = {
  json: {
    type: 'application/json',
    write: ({ status, cycle }) => JSON.stringify(driftJson(cycle.plan, status.folder.problems.length)),
  },
  html: { type: 'text/html', write: (looked) => driftHtml(reportOf(only(looked))) },
  markdown: { type: 'text/markdown', write: (looked) => driftMarkdown(reportOf(only(looked))) },
  sarif: {
    type: 'application/sarif+json',
    write: ({ status: { folder }, cycle }) =>
      JSON.stringify(driftSarif(cycle.plan, { problems: folder.problems, folder: folder.path })),
  },
  junit: {
    type: 'application/xml',
    write: ({ status, cycle }) => driftJunit(cycle.plan, status.folder.problems),
  },
};

function only({ status, place }: Looked): DaemonStatus {
  return { ...status, places: status.places.filter(({ name }) => name === place) };
}

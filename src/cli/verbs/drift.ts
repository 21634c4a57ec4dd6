import { statSync } from 'node:fs';
import { driftOf, type Drift } from '../../core/drift.ts';
import { limitPrunes } from '../../core/guards/prune-limit.ts';
import { isWrite } from '../../core/plan.ts';
import type { Cycle } from '../../engine/cycle.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { driftDiff } from '../../report/drift/diff.ts';
import { driftHtml } from '../../report/drift/html.ts';
import { driftJson } from '../../report/drift/json.ts';
import { driftJunit } from '../../report/drift/junit.ts';
import { driftMarkdown } from '../../report/drift/markdown.ts';
import { driftSarif } from '../../report/drift/sarif.ts';
import { driftText } from '../../report/drift/text.ts';
import { resources } from '../../resources/registry.ts';
import { toYaml } from '../../source/write.ts';
import { connect, loadFolder, refuseNothing, reportProblems } from '../scope/folder.ts';
import { selectionOf } from '../scope/select.ts';
import { lookTwice } from '../scope/look-twice.ts';
import { pruneLimit, type CommonOptions, type PruneOptions } from '../options.ts';
import { scopeOf } from '../writing/prune.ts';
import type { Session } from '../process/session.ts';
import { askTrail } from '../../engine/authors/ask-trail.ts';
import { notAsked } from '../../engine/authors/unknown.ts';
import { withAuthors } from '../../engine/authors/with-authors.ts';

interface DriftOptions extends CommonOptions, PruneOptions {
  readonly detailedExitcode?: true;
  readonly trail: boolean;
  readonly output: 'text' | 'diff' | 'json' | 'yaml' | 'markdown' | 'html' | 'sarif' | 'junit';
}

const exitCodes: Readonly<Record<Drift['verdict'], number>> = {
  'in-sync': 0,
  'not-created': 0,
  drifted: 2,
  unknown: 1,
};

/** In detail, 3 is for what no drift is, and apply would do. */
export function exitCodeOf({ verdict, notCreated, others }: Drift, isDetailed: boolean): number {
  const isPending = notCreated.length > 0 || others.some(isWrite);
  return isDetailed && isPending ? exitCodes[verdict] || 3 : exitCodes[verdict];
}

export async function drift(session: Session<DriftOptions>, kind?: string, name?: string): Promise<number> {
  const { detailedExitcode = false, namespace, trail } = session.options;
  const loaded = await loadFolder(session);
  reportProblems(session, loaded);
  const selection = selectionOf(loaded, { kind, name, namespace });
  const aws = await connect(session);
  const seen = await lookTwice(session, { aws, loaded, selection, pruning: scopeOf(loaded) });
  refuseNothing(session, loaded, seen.plan);
  const plan = limitPrunes(seen.plan, pruneLimit(session.options));
  const named = trail ? await askTrail(aws, { ...seen, plan }) : withAuthors(plan, () => notAsked);
  session.print(written(session, { ...seen, plan: named }, loaded));
  return exitCodeOf(driftOf(plan, loaded.problems.length), detailedExitcode);
}

/** What the files of the report lie in: of several sources each file is told with its path. */
function folderOf([only, ...more]: readonly string[]): string {
  return only === undefined || more.length > 0 || !isFolder(only) ? '.' : only;
}

function isFolder(path: string): boolean {
  return path !== '-' && statSync(path, { throwIfNoEntry: false })?.isFile() !== true;
}

function written({ options, paint, clock }: Session<DriftOptions>, seen: Cycle, { problems }: Loaded): string {
  const { plan } = seen;
  const report = { at: clock.now(), looks: [{ plan }], problems };
  switch (options.output) {
    case 'text':
      return driftText(plan, { paint, problems: problems.length, now: report.at });
    case 'diff':
      return driftDiff(seen, { types: resources, yaml: toYaml, paint, now: report.at });
    case 'json':
      return JSON.stringify(driftJson(plan, problems.length), undefined, 2);
    case 'yaml':
      return toYaml(driftJson(plan, problems.length));
    case 'markdown':
      return driftMarkdown(report);
    case 'html':
      return driftHtml(report);
    case 'sarif':
      return JSON.stringify(driftSarif(plan, { problems, folder: folderOf(options.manifests) }), undefined, 2);
    case 'junit':
      return driftJunit(plan, problems);
  }
}

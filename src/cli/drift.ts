import { look } from '../engine/cycle.ts';
import { driftJson } from '../report/drift-json.ts';
import { driftText } from '../report/drift-text.ts';
import { driftOf, type Drift } from '../core/drift.ts';
import { connect, loadFolder, tellProblems } from './folder.ts';
import type { CommonOptions } from './options.ts';
import type { Session } from './session.ts';

interface DriftOptions extends CommonOptions {
  readonly output: 'text' | 'json';
}

const exitCodes: Readonly<Record<Drift['verdict'], number>> = { 'in-sync': 0, drifted: 2, unknown: 1 };

export async function drift(session: Session<DriftOptions>): Promise<number> {
  const { namespace, output, owner } = session.options;
  const loaded = await loadFolder(session);
  tellProblems(session, loaded);
  const aws = await connect(session);
  const { plan } = await look({ aws, owner, namespace, loaded });
  const problems = loaded.problems.length;
  session.print(
    output === 'json'
      ? JSON.stringify(driftJson(plan, problems), undefined, 2)
      : driftText(plan, { paint: session.paint, problems }),
  );
  return exitCodes[driftOf(plan, problems).verdict];
}

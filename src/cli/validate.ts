import { formatProblem } from '../core/problem.ts';
import { counted } from '../report/counted.ts';
import { loadWhole } from './folder.ts';
import type { Session } from './session.ts';

export async function validate(session: Session): Promise<number> {
  const { manifests, problems } = await loadWhole(session);
  for (const problem of problems) session.print(formatProblem(problem));
  if (problems.length === 0) {
    session.print(`${counted(manifests.length, 'manifest')}, all valid`);
    return 0;
  }
  session.print(`\n${counted(problems.length, 'problem')}; ${counted(manifests.length, 'valid manifest')}`);
  return 1;
}

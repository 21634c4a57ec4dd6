import { EvenkeelError } from '../../core/errors.ts';
import { formatProblem } from '../../core/problem.ts';
import { counted } from '../../report/text/counted.ts';
import { loadWhole } from '../scope/folder.ts';
import type { Session } from '../process/session.ts';

export async function validate(session: Session): Promise<number> {
  const { manifests, problems } = await loadWhole(session);
  if (manifests.length === 0 && problems.length === 0)
    throw new EvenkeelError({
      code: 'manifest-invalid',
      retry: 'never',
      message: `no manifest is in ${session.options.manifests.join(' and ')}`,
      remedy: 'name the folder that has them with --manifests; files count that end in .yaml, .yml or .json',
    });
  for (const problem of problems) session.print(formatProblem(problem));
  if (problems.length === 0) {
    session.print(`${counted(manifests.length, 'manifest')}, all valid`);
    return 0;
  }
  session.print(`\n${counted(problems.length, 'problem')}; ${counted(manifests.length, 'valid manifest')}`);
  return 1;
}

import { beginningOf, formatProblem } from '../../core/problem.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { counted } from '../../report/text/counted.ts';
import { toYaml } from '../../source/write.ts';
import type { CommonOptions } from '../options.ts';
import { loadWhole, refuseNoManifest } from '../scope/folder.ts';
import type { Session } from '../process/session.ts';

interface ValidateOptions extends CommonOptions {
  readonly expand?: boolean;
}

export async function validate(session: Session<ValidateOptions>): Promise<number> {
  const { manifests, problems } = await loadWhole(session);
  refuseNoManifest(session, { manifests, problems });
  if (session.options.expand === true) return printExpanded(session, manifests, problems);
  for (const problem of problems) session.print(formatProblem(problem));
  if (problems.length === 0) {
    session.print(`${counted(manifests.length, 'manifest')}, all valid`);
    return 0;
  }
  session.print(`\n${counted(problems.length, 'problem')}; ${counted(manifests.length, 'valid manifest')}`);
  return 1;
}

/** The sound manifests as they are understood: without variables, each list a list, each text a text. */
function printExpanded({ print, say }: Session, manifests: Loaded['manifests'], problems: Loaded['problems']): number {
  for (const problem of problems) say('error', formatProblem(problem));
  const written = manifests.map(({ source, document }) => `# ${beginningOf(source)}\n${toYaml(document)}`);
  if (written.length > 0) print(written.join('---\n').trimEnd());
  return problems.length === 0 ? 0 : 1;
}

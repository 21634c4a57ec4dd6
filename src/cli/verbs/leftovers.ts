import { inNamespace } from '../../engine/cycle.ts';
import { lookForLeftovers } from '../../engine/leftovers.ts';
import { isLeft, pricedLeftovers } from '../../report/cost/leftovers/leftovers.ts';
import { leftoversJson } from '../../report/cost/leftovers/json.ts';
import { leftoversText } from '../../report/cost/leftovers/text.ts';
import { logGroupsIn } from '../../report/cost/leftovers/log-groups.ts';
import { connect, loadFolder, reportProblems } from '../scope/folder.ts';
import type { CommonOptions } from '../options.ts';
import type { Session } from '../process/session.ts';

interface LeftoversOptions extends CommonOptions {
  readonly output: 'text' | 'json';
  readonly all?: true;
}

export async function leftovers(session: Session<LeftoversOptions>): Promise<number> {
  const { namespace, owner, output, all = false } = session.options;
  const loaded = await loadFolder(session);
  reportProblems(session, loaded);
  const aws = await connect(session);
  const found = await lookForLeftovers({ aws, owner, loaded, all });
  const isSelected = inNamespace(namespace);
  const shown = pricedLeftovers(found).filter(({ manifest }) => manifest === undefined || isSelected(manifest));
  const gone = all ? loaded.wanted.map(({ state }) => state) : [];
  const logGroups = logGroupsIn([...gone, ...found.leftovers.flatMap(({ live }) => live?.state ?? [])]);
  const text =
    output === 'json'
      ? JSON.stringify(leftoversJson(shown, { region: aws.region, logGroups }), undefined, 2)
      : leftoversText(shown, { paint: session.paint, logGroups });
  session.print(text);
  const { unreadable } = found.snapshot;
  for (const { message } of unreadable) session.say('error', `some of it could not be read: ${message}`);
  if (unreadable.length > 0 || loaded.problems.length > 0) return 1;
  return shown.some(isLeft) ? 2 : 0;
}

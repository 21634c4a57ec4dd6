import { inNamespace } from '../../engine/cycle.ts';
import { estimate } from '../../report/cost/estimate.ts';
import { costJson } from '../../report/cost/json.ts';
import { needPrices } from '../../report/cost/pricing/prices.ts';
import { costText } from '../../report/cost/text.ts';
import { loadFolder, reportProblems } from '../scope/folder.ts';
import type { CommonOptions } from '../options.ts';
import { placeOf } from '../scope/place.ts';
import type { Session } from '../process/session.ts';

interface CostOptions extends CommonOptions {
  readonly output: 'text' | 'json';
}

/** Nothing is asked of AWS: of the place only its region matters, wherever that was set. */
export async function cost(session: Session<CostOptions>): Promise<number> {
  const { namespace, output } = session.options;
  const loaded = await loadFolder(session);
  reportProblems(session, loaded);
  const { region } = await placeOf(session);
  const estimated = estimate(loaded.wanted, needPrices(region), inNamespace(namespace));
  session.print(output === 'json' ? JSON.stringify(costJson(estimated), undefined, 2) : costText(estimated, session));
  return loaded.problems.length > 0 ? 1 : 0;
}

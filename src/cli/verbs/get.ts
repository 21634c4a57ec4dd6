import { withheldIn, withheldText } from '../../core/guards/withheld.ts';
import { listJson, objectJson } from '../../report/status/get-json.ts';
import { getNames, getText } from '../../report/status/get-text.ts';
import { clean } from '../../report/text/values.ts';
import { toYaml } from '../../source/write.ts';
import { findObjects, type Found } from '../scope/objects.ts';
import { pruneLimit, type CommonOptions, type PruneOptions } from '../options.ts';
import type { Session } from '../process/session.ts';

interface GetOptions extends CommonOptions, PruneOptions {
  readonly output?: 'wide' | 'json' | 'yaml' | 'name';
}

export async function get(session: Session<GetOptions>, kind?: string, name?: string): Promise<number> {
  const found = await findObjects(session, kind, name, pruneLimit(session.options));
  const isOneMeant = name !== undefined || kind?.includes('/') === true;
  session.print(written(session.options.output, found, isOneMeant));
  // What no manifest asks for any more has no line of its own.
  const held = isOneMeant ? [] : withheldIn(found.plan);
  for (const withheld of held) session.say('warn', clean(withheldText(withheld)));
  return found.code;
}

function written(output: GetOptions['output'], { objects, now }: Found, isOneMeant: boolean): string {
  switch (output) {
    case 'name':
      return getNames(objects);
    case 'json':
      return JSON.stringify(dataOf(objects, isOneMeant), undefined, 2);
    case 'yaml':
      return toYaml(dataOf(objects, isOneMeant));
    case 'wide':
    case undefined:
      return getText(objects, { now, wide: output === 'wide' });
  }
}

/** Who asks for one by its name gets that and no list, as from a cluster. */
function dataOf(objects: Found['objects'], isOneMeant: boolean): object {
  const [first] = objects;
  return isOneMeant && first !== undefined && objects.length === 1 ? objectJson(first) : listJson(objects);
}

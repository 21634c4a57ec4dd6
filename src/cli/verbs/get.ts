import { withheldIn, withheldText } from '../../core/guards/withheld.ts';
import { lazy } from '../../core/lazy.ts';
import { sortedBy } from '../../report/jsonpath/sort.ts';
import type { Path } from '../../report/jsonpath/template.ts';
import type { ReportedObject } from '../../report/status/objects.ts';
import { selects, type Selector } from '../../report/status/selector.ts';
import { clean } from '../../report/text/values.ts';
import { connect } from '../scope/folder.ts';
import { findObjects, type Found } from '../scope/objects.ts';
import { pruneLimit } from '../options.ts';
import type { Session } from '../process/session.ts';
import { dataOf, written, type GetOptions } from './get-output.ts';
import { watch } from './get-watch.ts';

export async function get(
  session: Session<GetOptions>,
  kind?: string,
  [name, ...more]: readonly string[] = [],
): Promise<number> {
  const { allNamespaces = false, namespace, ...others } = session.options;
  const options = { ...others, ...(allNamespaces || namespace === undefined ? {} : { namespace }) };
  const isNamed = name !== undefined || kind?.includes('/') === true;
  const isOneMeant = isNamed && more.length === 0 && !(name !== undefined && kind?.includes('/'));
  // A watch looks many times, and signs in once.
  const about = { kind, name, more, limit: pruneLimit(options), connect: lazy(() => connect(session)) };
  const look = async (asked: Session): Promise<Found> => {
    const all = await findObjects({ ...asked, options }, about);
    return { ...all, objects: sorted(selected(all.objects, options.selector), options.sortBy) };
  };
  if (options.watch) return watch(session, look);
  const found = await look(session);
  session.print(written(session, found, isOneMeant));
  // What no manifest asks for any more has no line of its own.
  const held = isNamed ? [] : withheldIn(found.plan);
  for (const withheld of held) session.say('warn', clean(withheldText(withheld)));
  return found.code;
}

function selected(objects: Found['objects'], selector: Selector | undefined): Found['objects'] {
  return selector === undefined ? objects : objects.filter((object) => selects(selector, labelsOf(object)));
}

function labelsOf({ document }: ReportedObject): Readonly<Record<string, unknown>> {
  return (document as Partial<Record<'metadata', { labels?: Record<string, unknown> }>>)?.metadata?.labels ?? {};
}

function sorted(objects: Found['objects'], path: Path | undefined): Found['objects'] {
  return path === undefined ? objects : sortedBy(objects, path, dataOf);
}

import { withheldIn, withheldText } from '../../core/guards/withheld.ts';
import { columnsText } from '../../report/jsonpath/columns.ts';
import { fill } from '../../report/jsonpath/evaluate.ts';
import { sortedBy } from '../../report/jsonpath/sort.ts';
import type { Path } from '../../report/jsonpath/template.ts';
import { listJson, objectJson } from '../../report/status/get-json.ts';
import { getNames, getText } from '../../report/status/get-text.ts';
import type { ReportedObject } from '../../report/status/objects.ts';
import { selects, type Selector } from '../../report/status/selector.ts';
import { clean } from '../../report/text/values.ts';
import { toYaml } from '../../source/write.ts';
import { findObjects, type Found } from '../scope/objects.ts';
import { pruneLimit, type CommonOptions, type PruneOptions } from '../options.ts';
import type { Template } from '../output-options.ts';
import type { Session } from '../process/session.ts';

interface GetOptions extends CommonOptions, PruneOptions {
  readonly output?: 'wide' | 'json' | 'yaml' | 'name' | Template;
  readonly selector?: Selector;
  readonly sortBy?: Path;
  readonly allNamespaces?: true;
}

export async function get(session: Session<GetOptions>, kind?: string, name?: string): Promise<number> {
  const { allNamespaces = false, namespace, ...others } = session.options;
  const options = { ...others, ...(allNamespaces || namespace === undefined ? {} : { namespace }) };
  const all = await findObjects({ ...session, options }, kind, name, pruneLimit(options));
  const found = { ...all, objects: sorted(selected(all.objects, options.selector), options.sortBy) };
  const isOneMeant = name !== undefined || kind?.includes('/') === true;
  session.print(written(session, found, isOneMeant));
  // What no manifest asks for any more has no line of its own.
  const held = isOneMeant ? [] : withheldIn(found.plan);
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
  return path === undefined ? objects : sortedBy(objects, path, (object) => plainJson(objectJson(object)));
}

/** Without what is not there. */
function plainJson(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}

function written({ options, width }: Session<GetOptions>, { objects, now }: Found, isOneMeant: boolean): string {
  const { output, allNamespaces } = options;
  if (output === undefined || output === 'wide')
    return getText(objects, { now, wide: output === 'wide', spaced: allNamespaces === true, width });
  if (typeof output === 'object') return filled(output, objects, isOneMeant);
  switch (output) {
    case 'name':
      return getNames(objects);
    case 'json':
      return JSON.stringify(dataOf(objects, isOneMeant), undefined, 2);
    case 'yaml':
      return toYaml(dataOf(objects, isOneMeant));
  }
}

function filled(template: Template, objects: Found['objects'], isOneMeant: boolean): string {
  if ('parts' in template) return fill(template.parts, plainJson(dataOf(objects, isOneMeant)));
  return columnsText(
    template.columns,
    objects.map((object) => plainJson(objectJson(object))),
  );
}

/** Who asks for one by its name gets that and no list, as from a cluster. */
function dataOf(objects: Found['objects'], isOneMeant: boolean): object {
  const [first] = objects;
  return isOneMeant && first !== undefined && objects.length === 1 ? objectJson(first) : listJson(objects);
}

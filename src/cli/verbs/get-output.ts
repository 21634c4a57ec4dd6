import { columnRows, columnsText } from '../../report/jsonpath/columns.ts';
import { fill } from '../../report/jsonpath/evaluate.ts';
import type { Path } from '../../report/jsonpath/template.ts';
import { listJson, objectJson } from '../../report/status/get-json.ts';
import { getNames, getRows, getText, type Rows } from '../../report/status/get-text.ts';
import type { ReportedObject } from '../../report/status/objects.ts';
import type { Selector } from '../../report/status/selector.ts';
import { toYaml } from '../../source/write.ts';
import type { CommonOptions, PruneOptions } from '../options.ts';
import type { Template } from '../output-options.ts';
import type { Session } from '../process/session.ts';
import type { Found } from '../scope/objects.ts';

export interface GetOptions extends CommonOptions, PruneOptions {
  readonly output?: 'wide' | 'json' | 'yaml' | 'name' | Template;
  readonly selector?: Selector;
  readonly sortBy?: Path;
  readonly allNamespaces?: true;
  readonly watch?: true;
  /** In milliseconds. */
  readonly interval: number;
}

/** All objects at once; who asks for one by its name gets that and no list, as from a cluster. */
export function written({ options, width }: Session<GetOptions>, { objects, now }: Found, isOneMeant: boolean): string {
  const { output } = options;
  if (output === undefined || output === 'wide') return getText(objects, { ...tableOptions(options, now), width });
  if (output === 'name') return getNames(objects);
  if (typeof output === 'object' && 'columns' in output) return columnsText(output.columns, objects.map(dataOf));
  const [first] = objects;
  return printed(
    output,
    isOneMeant && first !== undefined && objects.length === 1 ? objectJson(first) : listJson(objects),
  );
}

/** Objects one by one, as a watch prints them: as rows of a table, or as texts. */
export type Apart = { readonly seen: readonly string[] } & (
  | { readonly table: Rows; readonly width?: number | undefined }
  | { readonly texts: readonly string[] }
);

export function apart(
  { options, width }: Session<GetOptions>,
  { objects, now }: Pick<Found, 'objects' | 'now'>,
): Apart {
  const { output } = options;
  const seen = seenOf(getRows(objects, { ...tableOptions(options, now), wide: true }));
  if (output === undefined || output === 'wide')
    return { seen, table: getRows(objects, tableOptions(options, now)), width };
  if (output === 'name') return { seen, texts: objects.map((object) => getNames([object])) };
  if (typeof output === 'object' && 'columns' in output) {
    const table = columnRows(output.columns, objects.map(dataOf));
    return { seen: table.rows.map((row) => row.join('\n')), table };
  }
  const texts = objects.map((object) => `${output === 'yaml' ? '---\n' : ''}${printed(output, objectJson(object))}`);
  return { seen: typeof output === 'object' ? texts : seen, texts };
}

/** All that a row says but how old it is. */
function seenOf({ heads, rows }: Rows): string[] {
  return rows.map((row) => row.filter((_, column) => heads[column] !== 'AGE').join('\n'));
}

function tableOptions({ output, allNamespaces }: GetOptions, now: number): Parameters<typeof getRows>[1] {
  return { now, wide: output === 'wide', spaced: allNamespaces === true };
}

function printed(output: 'json' | 'yaml' | Extract<Template, { parts: unknown }>, value: object): string {
  if (output === 'json') return JSON.stringify(value, undefined, 2);
  if (output === 'yaml') return toYaml(value);
  return fill(output.parts, plainJson(value));
}

/** What paths lead into. */
export function dataOf(object: ReportedObject): unknown {
  return plainJson(objectJson(object));
}

/** Without what is not there. */
function plainJson(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}

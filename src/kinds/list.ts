import { pointer, type SourceDocument, type Spelling } from '../core/problem.ts';

/** The manifests of a document: those of a `kind: List`, as kubectl and kustomize write it, or the document itself. */
export function itemsOf(document: SourceDocument): readonly SourceDocument[] {
  const items = itemsIn(document.value);
  return items === undefined ? [document] : items.flatMap((item, index) => itemsOf(itemOf(document, item, index)));
}

function itemsIn(value: unknown): readonly unknown[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { apiVersion, kind, items } = value as Readonly<Record<string, unknown>>;
  return apiVersion === 'v1' && kind === 'List' && Array.isArray(items) ? items : undefined;
}

function itemOf(list: SourceDocument, value: unknown, index: number): SourceDocument {
  const place = ['items', index];
  const { file, from, spellings } = list;
  return {
    file,
    ...(from === undefined ? {} : { from }),
    value,
    ...(spellings === undefined ? {} : { spellings: below(pointer(place), spellings) }),
    locate: (path) => list.locate([...place, ...path]),
    locateKey: (path) => list.locateKey([...place, ...path]),
  };
}

function below(place: string, spellings: ReadonlyMap<string, Spelling>): ReadonlyMap<string, Spelling> {
  const inside = [...spellings].filter(([path]) => path.startsWith(`${place}/`));
  return new Map(inside.map(([path, spelling]) => [path.slice(place.length), spelling]));
}

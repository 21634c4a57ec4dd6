import { pathOf, type Folder } from '../core/problem.ts';
import { defaultLimits } from './limits.ts';
import { failed, parse } from './parse.ts';
import { readText } from './text.ts';

/** Reads one file of YAML or JSON by itself, as carefully as those of a folder. */
export async function readDocuments(path: string): Promise<Folder> {
  const source = await readText(path, path, defaultLimits.fileBytes);
  return 'message' in source ? failed(source) : withoutDoubt(parse(source, defaultLimits));
}

/** Where no schema says that a text is meant, a number that would lose its digits is refused. */
function withoutDoubt({ documents, problems }: Folder): Folder {
  const doubtful = documents.flatMap((document) =>
    [...(document.spellings ?? [])].flatMap(([path, { fault }]) =>
      fault === undefined ? [] : [{ file: document.file, position: document.locate(pathOf(path)), path, ...fault }],
    ),
  );
  return { documents, problems: [...problems, ...doubtful] };
}

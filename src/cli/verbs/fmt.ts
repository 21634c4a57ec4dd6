import { writeFile } from 'node:fs/promises';
import { formatProblem } from '../../core/problem.ts';
import { kinds } from '../../kinds/index.ts';
import { editLines, hunksOf } from '../../report/changes/hunks.ts';
import { lineEdits } from '../../report/changes/line-edits.ts';
import { counted } from '../../report/text/counted.ts';
import type { Paint } from '../../report/text/paint.ts';
import { envelope } from '../../schema/envelope.ts';
import { shapeOf, type Shape } from '../../schema/shape.ts';
import { formatFiles, type FormattedFile } from '../../source/files.ts';
import type { CommonOptions } from '../options.ts';
import type { Session } from '../process/session.ts';

interface FmtOptions extends CommonOptions {
  readonly check?: boolean;
  readonly diff?: boolean;
}

/** Exit code 1 where something could not be read, or is not in order and is only asked for. */
export async function fmt({ options, print, say, paint }: Session<FmtOptions>): Promise<number> {
  const { files, problems } = await formatFiles(options.manifests, shapeOfKind);
  for (const problem of problems) say('error', formatProblem(problem));
  const unordered = files.filter(({ text, better }) => text !== better);
  const isAsked = options.check === true || options.diff === true;
  for (const one of isAsked ? unordered : []) print(options.diff === true ? diffOf(one, paint) : one.file);
  if (isAsked) return problems.length > 0 || (options.check === true && unordered.length > 0) ? 1 : 0;
  for (const { better } of files.filter(({ file }) => file === '-')) print(better.trimEnd());
  const rewritten = unordered.filter(({ file }) => file !== '-');
  for (const { file, better } of rewritten) {
    await writeFile(file, better);
    print(file);
  }
  if (rewritten.length > 0) say('info', `${counted(rewritten.length, 'file')} rewritten`);
  return problems.length > 0 ? 1 : 0;
}

const shapes = new Map<unknown, Shape>(kinds.map((kind) => [kind.kind, shapeOf(envelope(kind))]));

function shapeOfKind(kind: unknown): Shape | undefined {
  return shapes.get(kind);
}

function diffOf({ file, text, better }: FormattedFile, paint: Paint): string {
  const hunks = hunksOf(lineEdits(text.split('\n'), better.split('\n')));
  const lines = hunks.flatMap((hunk) => [paint('cyan', hunk.head), ...editLines(hunk, paint)]);
  return [paint('bold', `--- ${file}`), paint('bold', `+++ ${file}`), ...lines].join('\n');
}

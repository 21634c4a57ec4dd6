import type { Path, Problem, SourceDocument } from '../core/problem.ts';
import { pointer } from '../core/problem.ts';

/** Something wrong at a path of one document, before it is known where the document stands. */
export interface Fault {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string | undefined;
  /** The key itself is wrong, not what stands under it. */
  readonly onKey?: boolean;
}

/** The same, as the user is told it. */
export function problemOf(fault: Fault, source: SourceDocument, manifest?: string): Problem {
  return {
    file: source.file,
    position: fault.onKey === true ? source.locateKey(fault.path) : source.locate(fault.path),
    ...(manifest === undefined ? {} : { manifest }),
    ...(fault.path.length === 0 ? {} : { path: pointer(fault.path) }),
    message: fault.message,
    ...(fault.hint === undefined ? {} : { hint: fault.hint }),
  };
}

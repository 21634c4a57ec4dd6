import type { Snapshot } from '../core/resource.ts';
import { look } from '../engine/cycle.ts';
import { objectsOf, type ReportedObject } from '../report/objects.ts';
import { connect, loadFolder, tellProblems } from './folder.ts';
import { select } from './select.ts';
import type { Session } from './session.ts';

export interface Found {
  readonly objects: readonly ReportedObject[];
  readonly snapshot: Snapshot;
  /** When AWS was looked at. */
  readonly now: number;
  /** 1 where the folder has problems. */
  readonly code: number;
}

/** Looks at AWS, and picks what is asked for out of the folder. */
export async function findObjects(session: Session, kind?: string, name?: string): Promise<Found> {
  const { clock, options } = session;
  const { namespace, owner } = options;
  const loaded = await loadFolder(session);
  tellProblems(session, loaded);
  const aws = await connect(session);
  const now = clock.now();
  const { plan, snapshot } = await look({ aws, owner, loaded });
  const objects = select(objectsOf({ ...loaded, plan, snapshot, now }), { kind, name, namespace });
  return { objects, snapshot, now, code: loaded.problems.length > 0 ? 1 : 0 };
}

import { groupBy } from '../../core/group-by.ts';
import { intended, isMaking, isRemoval, type Change, type Plan } from '../../core/plan.ts';
import type { ResourceType, Snapshot, Wanted } from '../../core/resource.ts';
import type { Step } from '../../core/steps/step.ts';
import { plainPaint, type Paint } from '../text/paint.ts';
import { clean } from '../text/values.ts';
import { byLines } from './by-lines.ts';
import { editLines, hunksOf, type Hunk } from './hunks.ts';
import { blockLines, keptLines } from './lines.ts';
import { lineEdits, type LineEdit } from './line-edits.ts';
import { movesIn, type Moves } from './moves.ts';
import { Printed } from './printed.ts';
import { asListed } from './sections.ts';
import { sidesOf, type Sides } from './sides.ts';
import { impactText, isRelease, placeOf, wordOf } from './words.ts';

/** What is compared. */
export interface Seen {
  readonly plan: Plan;
  readonly snapshot: Snapshot;
  readonly wanted: readonly Wanted[];
}

export interface DiffOptions {
  readonly types: ReadonlyMap<string, ResourceType>;
  /** Data as YAML. */
  readonly yaml: (value: object) => string;
  readonly paint?: Paint;
  readonly steps?: readonly Step[];
  /** For how long ago something was; the time of day, where absent. */
  readonly now?: number;
  /** Which changes are to be seen. */
  readonly isShown: (change: Change) => boolean;
}

/** One resource of a manifest, line by line. */
interface Compared {
  readonly change: Change;
  readonly sides: Sides;
  readonly edits: readonly LineEdit[];
}

/** A unified diff for each manifest, as `patch` and `git apply` read it: live against wanted, a resource below the other. */
export function unifiedDiff(seen: Seen, options: DiffOptions): string {
  const { plan, snapshot, wanted } = seen;
  const { types, yaml, paint = plainPaint, steps = [], now, isShown } = options;
  const printed = new Printed(now);
  const standing = new Map(snapshot.live.map((live) => [live.physical, live]));
  const places = new Map(wanted.map(({ id, at }) => [id, at]));
  const moves = movesIn(steps, plan.changes);
  const parts = [...groupBy(plan.changes, ({ manifest }) => manifest)].map(([manifest, own]) => {
    const isConcerned = own.some((change) => isShown(change) || isNoted(change));
    return isConcerned ? manifestLines(manifest, asListed(own).map(compared), { paint, moves, printed, isShown }) : [];
  });
  return parts.map((lines) => lines.map((line) => `${line}\n`).join('')).join('');

  function compared(change: Change): Compared {
    const sides = sidesOf(change, {
      type: types.get(change.type),
      live: standing.get(change.live ?? ''),
      at: places.get(change.id) ?? '',
      isShown: isShown(change) && !isRelease(change),
    });
    const lines = (side: object | undefined): string[] =>
      side === undefined
        ? []
        : yaml(new Map([[change.id, side]]))
            .trimEnd()
            .split('\n');
    return { change, sides, edits: lineEdits(lines(sides.live), lines(sides.wanted)) };
  }
}

/** Whether something is to be said of it that no line of a diff says. */
function isNoted({ blocked, warnings, kept }: Change): boolean {
  return blocked !== undefined || kept !== undefined || warnings.length > 0;
}

interface Looks {
  readonly paint: Paint;
  readonly moves: Moves;
  readonly printed: Printed;
  readonly isShown: (change: Change) => boolean;
}

function manifestLines(manifest: string, compared: readonly Compared[], looks: Looks): string[] {
  const { paint } = looks;
  const notes = compared.flatMap((one) => notesOf(one, looks));
  const edits = compared.flatMap((one) => one.edits);
  const hunks = hunksOf(edits);
  const head = notes.map((note) => paint('dim', `# ${note}`));
  if (hunks.length === 0) return head.length === 0 ? [] : [paint('dim', `# ${manifest}`), ...head];
  const place = placeIn(compared);
  const [from, to] = [`live/${manifest}.yaml`, `wanted/${manifest}.yaml`];
  const isNew = edits.every(({ sign }) => sign === '+');
  const isGone = edits.every(({ sign }) => sign === '-');
  const starts = startsOf(compared);
  return [
    ...head,
    paint('bold', `--- ${isNew ? '/dev/null' : from}`),
    paint('bold', `+++ ${isGone ? '/dev/null' : to}${place === undefined ? '' : `\t${place}`}`),
    ...hunks.flatMap((hunk) => hunkLines(hunk, starts, paint)),
  ];
}

/** Where the manifest stands: what is nearest to its beginning. */
function placeIn(compared: readonly Compared[]): string | undefined {
  return compared.map(({ change }) => placeOf(change)).find((place) => place !== undefined);
}

/** Behind which line each resource begins. */
function startsOf(compared: readonly Compared[]): (readonly [line: number, id: string])[] {
  let line = 0;
  return compared.map(({ change, edits }) => {
    const start = [line, change.id] as const;
    line += edits.length;
    return start;
  });
}

/** As of functions in code, the head says which resource the first line is of. */
function hunkLines(hunk: Hunk, starts: ReturnType<typeof startsOf>, paint: Paint): string[] {
  const inside = starts.findLast(([line]) => line < hunk.from)?.[1];
  return [`${paint('cyan', hunk.head)}${inside === undefined ? '' : ` ${inside}`}`, ...editLines(hunk, paint)];
}

/** What the lines can't say: moves, replacements, what is adopted, released, held up or about to be regretted. */
function notesOf({ change, sides, edits }: Compared, { moves, printed, isShown: isToShow }: Looks): string[] {
  const isShown = isToShow(change);
  const { id, blocked, warnings } = change;
  const impact = impactText(change);
  const isSilent = isShown && edits.every(({ sign }) => sign === ' ');
  const isNamed = isShown && (isSilent || change.adopted === true || change.action === 'replace');
  const notes = [
    ...(isNamed ? [`${wordOf(change)}${isSilent ? `: ${silentText(change)}` : ''}`] : []),
    ...(blocked === undefined ? [] : [blockLines(change, plainPaint, printed).join('; ')]),
    ...(isShown && impact !== undefined ? [impact] : []),
    ...sides.secrets.map((path) => `${clean(path)}: a secret in it differs`),
    ...(isShown ? (moves.get(id) ?? []) : []),
    ...(isShown ? byLines(change, printed.now) : []),
    ...keptLines(change, plainPaint),
    ...warnings.map((warning) => `warning: ${clean(warning)}`),
  ];
  printed.add(change);
  return notes.map((note) => `${id}: ${note}`);
}

/** Of what is written, and shows in no line. */
function silentText(change: Change): string {
  if (isRelease(change)) return 'kept in AWS, no longer managed';
  return isMaking(intended(change)) || isRemoval(intended(change)) ? 'as a whole' : "only evenkeel's own tags";
}

import { awaitingConfirmation } from '../absence.ts';
import { isAsApplied, readOwnership } from '../ownership.ts';
import type { Change } from '../plan.ts';
import type { Live, Wanted } from '../resource.ts';
import { decide, prepare, type Applied } from './decide.ts';
import {
  blockedChange,
  changeOf,
  standsAsApplied,
  stoodAsApplied,
  typeOf,
  type Judged,
  type Planning,
  type Prepared,
} from './context.ts';
import { cameFrom, elsewhereOf } from './elsewhere.ts';
import { isHandedOver, isLeftBehind, leftByMove } from './handover.ts';
import { groupOf, judge } from './judge.ts';

/** Judges a resource that nothing contains: found again by our tags, or by a name that it claims. */
export function planRoot(planning: Planning, symbolic: Wanted): Judged {
  const prepared = prepare(planning, symbolic);
  const ours = mine(planning, prepared);
  const { type } = symbolic;
  const unread = planning.standing.unreadable(type, ours === undefined ? {} : { physical: ours.physical });
  if (ours !== undefined) {
    if (unread !== undefined) return { change: unreadable(symbolic, unread, ours), live: ours };
    const applied: Applied = () => standsAsApplied(planning, symbolic, () => isAsApplied(symbolic, ours));
    return { change: decide(planning, prepared, ours, applied), live: ours };
  }
  if (unread !== undefined) return { change: unreadable(symbolic, unread) };
  const holder = nameHolder(planning, prepared);
  const stood: Applied = () => planning.formerUses.wasUsed(symbolic.id) || stoodAsApplied(planning, symbolic, never);
  if (holder === undefined) {
    const made = decide(planning, prepared, undefined, stood);
    return { change: awaitingConfirmation(made, [{ type, id: symbolic.id }], planning.input.snapshot.absences) };
  }
  const unreadHolder = planning.standing.unreadable(type, { physical: holder.physical });
  if (unreadHolder !== undefined) return { change: unreadable(symbolic, unreadHolder) };
  if (symbolic.policy.adopt && readOwnership(holder.tags) === undefined) {
    return adopt(planning, prepared, holder);
  }
  if (isHandedOver(planning, holder)) return { change: decide(planning, prepared, holder, never), live: holder };
  // Somebody may have taken our tags from it, rather than made another of that name.
  const change = changeOf(symbolic, { action: 'create', cause: stood() ? 'drift' : 'spec' });
  return { change: blockedChange(change, 'foreign-owner', foreign(planning, symbolic, holder)) };
}

/** Others may use it, so that it is taken over only as it stands: to replace it would take it away from them. */
function adopt(planning: Planning, prepared: Prepared, holder: Live): Judged {
  const { symbolic } = prepared;
  const change: Change = { ...decide(planning, prepared, holder, never), cause: 'adoption', adopted: true };
  // What can't be taken over now stays nobody's, and what it contains is not touched either.
  if (change.blocked !== undefined) return { change };
  if (change.action !== 'replace') return { change, live: holder };
  const type = typeOf(planning, symbolic.type);
  const fixed = judge(type, prepared.wanted, holder).differences.filter(
    ({ field }) => groupOf(type, field, holder) === 'replace',
  );
  const paths = fixed.map(({ path }) => `${symbolic.at}${path}`).join(', ');
  const lines = fixed.map(({ path, live }) => lineSaying(path, live)).join(', ');
  const message = `${holder.name ?? holder.physical} (${holder.physical}) can't be adopted: AWS cannot change ${paths} of an existing one; write ${lines} to adopt it as it is, or give ${symbolic.manifest} another AWS name`;
  return { change: blockedChange(change, 'foreign-owner', message) };
}

/** The line by which a manifest asks for what stands. */
function lineSaying(path: string, live: unknown): string {
  const key = path.slice(path.lastIndexOf('/') + 1);
  if (live === undefined) return `no ${key}`;
  if (key === 'vpc') return `vpc: { id: ${live as string} }`;
  return `${key}: ${typeof live === 'string' ? live : JSON.stringify(live)}`;
}

export function unreadable(wanted: Wanted, message: string, live?: Live): Change {
  const change = changeOf(wanted, { action: 'update', cause: 'drift', ...(live === undefined ? {} : { live }) });
  return blockedChange(change, 'unreadable', message);
}

/** While a replacement is under way two of them stand: the one that needs no replacing is the one. */
function mine(planning: Planning, prepared: Prepared): Live | undefined {
  const { symbolic, wanted } = prepared;
  const isResolved = prepared.problems.length === 0 && prepared.unreadable.length === 0;
  const candidates = (planning.standing.owned.get(symbolic.manifest) ?? []).filter(
    (live) => live.type === symbolic.type,
  );
  if (candidates.length < 2 || !isResolved) return candidates[0];
  const type = typeOf(planning, symbolic.type);
  const fitting = candidates.find((live) => !judge(type, wanted, live).replace);
  return fitting ?? candidates[0];
}

/** Names are unique in the region; where the network of the live resource is known, within that. */
function nameHolder(planning: Planning, { symbolic, wanted }: Prepared): Live | undefined {
  const type = typeOf(planning, symbolic.type);
  if (type.nameOf === undefined) return undefined;
  const vpc = 'vpc' in wanted.state ? wanted.state.vpc : undefined;
  const name = type.nameOf(wanted.state);
  return [...planning.standing.named(symbolic.type, name), ...leftByMove(planning, symbolic, name)].find(
    (live) => live.outputs['vpc'] === undefined || live.outputs['vpc'] === vpc,
  );
}

function foreign(planning: Planning, wanted: Wanted, holder: Live): string {
  const owned = readOwnership(holder.tags);
  const what = `${holder.name ?? holder.physical} (${holder.physical})`;
  if (owned === undefined) {
    return `${what} already exists and evenkeel does not manage it; to adopt it, set the annotation evenkeel.dev/adopt: "true"`;
  }
  if (owned.owner === planning.input.owner) {
    const elsewhere = elsewhereOf(planning, holder);
    if (isLeftBehind(planning, holder) && elsewhere !== undefined) {
      return `${what} belongs to ${owned.manifest}, and ${cameFrom(elsewhere)}; remove that one first, or give ${wanted.manifest} another AWS name`;
    }
    if (isLeftBehind(planning, holder)) {
      return `${what} belongs to ${owned.manifest}, which is not in the folder any more; a run that may prune (evenkeel apply --prune, or evenkeel run) hands it over to ${wanted.manifest}`;
    }
    return `${what} belongs to ${owned.manifest}; remove that one first, or give ${wanted.manifest} another AWS name`;
  }
  return `${what} belongs to the installation "${owned.owner}" as ${owned.manifest}; choose another AWS name`;
}

/** What stands under another's name, or not at all, was not applied by us. */
function never(): boolean {
  return false;
}

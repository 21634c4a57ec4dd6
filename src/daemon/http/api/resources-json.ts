import { driftOf } from '../../../core/drift.ts';
import { withheldIn } from '../../../core/guards/withheld.ts';
import type { LastKnown, Unseen } from '../../../core/last-known.ts';
import type { Live } from '../../../core/resource.ts';
import type { ReportedObject } from '../../../report/status/objects.ts';
import { changeJson } from '../../../report/plan/json.ts';
import type { CycleResult, DaemonEvent, DaemonStatus } from '../../status.ts';
import { drifted, ready, stalled } from './conditions.ts';
import { readAtOf } from './read-at.ts';

/** Who a manifest is. */
export interface Identity {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A line for each manifest of all places. */
export function resourcesJson({ places }: DaemonStatus): object {
  return {
    version: 1,
    resources: places.flatMap(({ name, cycle }) => cycle?.objects.map((object) => rowOf(name, cycle, object)) ?? []),
  };
}

/** All that is known of one manifest; nothing if there is none of that name. */
export function resourceJson(
  { places }: DaemonStatus,
  { kind, namespace, name }: Identity,
  events: readonly DaemonEvent[],
): object | undefined {
  for (const { name: place, cycle } of places) {
    const isIt = (one: Identity): boolean => one.kind === kind && one.namespace === namespace && one.name === name;
    const object = cycle?.objects.find(isIt) ?? (cycle && leaving(cycle, { kind, namespace, name }));
    if (cycle === undefined || object === undefined) continue;
    return {
      version: 1,
      ...rowOf(place, cycle, object),
      // Not in the lines of all manifests, which would then be sent whole after every quiet cycle.
      readAt: readAtOf(cycle, object),
      document: object.document,
      conditions: object.conditions,
      aws: object.live.map(liveJson),
      changes: object.changes.filter(({ action }) => action !== 'noop').map(changeJson),
      undeclared: object.changes.flatMap(({ undeclared }) => undeclared),
      findings: findingsOf(cycle, object),
      events: events.filter((event) => event.manifest === object.id),
    };
  }
  return undefined;
}

/** A manifest that is no longer in the folder, of which something stands: it is none of the resources, and can be asked for. */
function leaving({ known }: CycleResult, { kind, namespace, name }: Identity): ReportedObject | undefined {
  const id = `${kind}/${namespace}/${name}`;
  const changes = known.plan.changes.filter(({ manifest }) => manifest === id);
  if (changes.length === 0) return undefined;
  const stands = new Set(changes.map(({ live }) => live));
  const live = known.snapshot.live.filter(({ physical }) => stands.has(physical));
  const root = live.find(({ parent }) => parent === undefined);
  const common = { id, kind, namespace, name, changes, live, conditions: [], findings: [], health: 'unknown' as const };
  return { ...common, place: 'no manifest', ...(root === undefined ? {} : { root }) };
}

function rowOf(place: string, cycle: CycleResult, object: ReportedObject): object {
  const { kind, namespace, name, place: source, conditions, health, changes, root } = object;
  const findings = findingsOf(cycle, object);
  const main = conditions.find(({ type }) => type === 'Ready');
  const withheld = withheldIn({ changes }).map(({ why }) => why);
  return {
    place,
    kind,
    namespace,
    name,
    source,
    ready: ready(object),
    health,
    reason: main?.reason ?? (withheld.length > 0 ? 'Withheld' : 'Leaving'),
    message:
      main?.message ??
      `no manifest declares it any more${withheld.length > 0 ? `; its deletion is withheld: ${withheld.join('; ')}` : ''}`,
    unseen: unseenOf(cycle.known, object),
    drifted: drifted(object),
    notCreated: driftOf({ changes }).notCreated.length,
    stalled: stalled(object),
    state: root?.status?.text,
    dnsName: root?.outputs['dnsName'],
    physical: root?.physical,
    changes: changes.filter(({ action }) => action !== 'noop').length,
    findings: findings.length,
    since: findings.length === 0 ? undefined : Math.min(...findings.map(({ since }) => since)),
  };
}

/** When the eldest of what can't be read of it was last seen, and why it can't. */
function unseenOf({ unseen }: LastKnown, { changes, live }: ReportedObject): Unseen | undefined {
  const keys = [...changes.map(({ id }) => id), ...live.map(({ physical }) => physical)];
  return keys.flatMap((key) => unseen.get(key) ?? []).sort((a, b) => a.seenAt - b.seenAt)[0];
}

/** Identifiers and health. Tags stay out: among ours is the digest of a secret. */
function liveJson({ type, physical, outputs, status, createdAt }: Live): object {
  return { type, physical, outputs, status, createdAt };
}

function findingsOf({ findings }: CycleResult, { id }: ReportedObject): CycleResult['findings'] {
  return findings.filter(({ manifest }) => manifest === id);
}

import { Gauge, type Registry } from 'prom-client';
import { countWithheld } from '../../../core/guards/withheld.ts';
import type { Clock } from '../../../core/clock.ts';
import { driftOf } from '../../../core/drift.ts';
import type { PlaceStatus } from '../../status.ts';
import type { Store } from '../../store.ts';
import { drifted, ready } from '../api/conditions.ts';

interface GaugeOptions {
  readonly store: Store;
  readonly clock: Clock;
}

/** What stands in the store, read when it is asked for: what is gone from there has no series any more. */
export function registerGauges(registry: Registry, { store, clock }: GaugeOptions): void {
  function gauge(
    name: string,
    help: string,
    labelNames: string[],
    fill: (gauge: Gauge, place: PlaceStatus) => void,
  ): void {
    const made: Gauge = new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        made.reset();
        for (const place of store.status.places) fill(made, place);
      },
    });
  }

  gauge(
    'evenkeel_resource_info',
    'Each manifest, always 1.',
    ['kind', 'namespace', 'name', 'ready', 'health', 'drifted'],
    (info, { cycle }) => {
      for (const object of cycle?.objects ?? []) {
        const { kind, namespace, name, health } = object;
        info.set({ kind, namespace, name, ready: label(ready(object)), health, drifted: label(drifted(object)) }, 1);
      }
    },
  );
  gauge(
    'evenkeel_drift_age_seconds',
    "How long ago a manifest's oldest open finding was found.",
    ['kind', 'namespace', 'name'],
    (age, { cycle }) => {
      const eldest = new Map<string, number>();
      for (const { manifest, since } of cycle?.findings ?? []) {
        eldest.set(manifest, Math.min(since, eldest.get(manifest) ?? since));
      }
      for (const [manifest, since] of eldest) {
        const [kind = '', namespace = '', name = ''] = manifest.split('/');
        age.set({ kind, namespace, name }, Math.max(0, clock.now() - since) / 1_000);
      }
    },
  );
  gauge('evenkeel_findings', 'Open findings, by what evenkeel does about them.', ['place', 'doing'], (count, place) => {
    count.set({ place: place.name, doing: 'correct' }, 0);
    for (const { doing } of place.cycle?.findings ?? []) count.inc({ place: place.name, doing });
  });
  gauge(
    'evenkeel_not_created',
    'Resources that the manifests declare and that were not created yet.',
    ['place'],
    (count, { name: place, cycle }) => {
      if (cycle !== undefined) count.set({ place }, driftOf(cycle.plan).notCreated.length);
    },
  );
  gauge(
    'evenkeel_withheld_deletions',
    'Deletions withheld until they are allowed with --allow-prune, or until what caused it is fixed.',
    ['place'],
    (count, { name: place, cycle }) => count.set({ place }, cycle === undefined ? 0 : countWithheld(cycle.known.plan)),
  );
  gauge(
    'evenkeel_unseen_objects',
    'AWS objects that cannot be read now and are shown as last read.',
    ['place'],
    (count, { name: place, away }) => count.set({ place }, away?.unseen ?? 0),
  );
  gauge(
    'evenkeel_away_seconds',
    'For how long part of AWS could not be read; 0 while all can.',
    ['place'],
    (age, { name: place, away }) =>
      age.set({ place }, away === undefined ? 0 : Math.max(0, clock.now() - away.since) / 1_000),
  );
  gauge(
    'evenkeel_last_success_timestamp_seconds',
    'Unix time of the last cycle that read everything.',
    ['place'],
    (last, { name: place, lastSuccess }) => {
      if (lastSuccess !== undefined) last.set({ place }, lastSuccess / 1_000);
    },
  );
  gauge(
    'evenkeel_cycle_aws_calls',
    'Requests to AWS in the last cycle, including retries.',
    ['place', 'kind'],
    (calls, { name: place, cycle }) => {
      if (cycle === undefined) return;
      calls.set({ place, kind: 'read' }, cycle.calls.reads);
      calls.set({ place, kind: 'write' }, cycle.calls.writes);
    },
  );
  gauge(
    'evenkeel_aws_reads',
    'Reads since the start, by what for: lists, changes, events, own writes, the sweep.',
    ['place', 'reason'],
    (reads, { name: place, cycle }) => {
      for (const [reason, count] of Object.entries(cycle?.reading?.reads ?? {})) reads.set({ place, reason }, count);
    },
  );
  gauge(
    'evenkeel_eldest_read_seconds',
    'How long ago the load balancer or target group was read that was unread for longest.',
    ['place'],
    (age, { name: place, cycle }) => {
      const eldest = cycle?.reading?.eldestAt;
      if (eldest !== undefined) age.set({ place }, Math.max(0, clock.now() - eldest) / 1_000);
    },
  );
  gauge(
    'evenkeel_sweep_seconds',
    'How long the last sweep took, by which a change is found of which no event reports.',
    ['place'],
    (length, { name: place, cycle }) => {
      const ms = cycle?.reading?.sweepMs;
      if (ms !== undefined) length.set({ place }, ms / 1_000);
    },
  );
  gauge(
    'evenkeel_unread_objects',
    'Load balancers and target groups that were not read whole yet.',
    ['place'],
    (count, { name: place, cycle }) => {
      if (cycle?.reading !== undefined) count.set({ place }, cycle.reading.unread);
    },
  );
  gauge(
    'evenkeel_events',
    'Events since the start, by the way they came and what became of them; received counts all.',
    ['place', 'source', 'result'],
    (events, { name: place, sources = [] }) => {
      for (const { source, received, ours, ignored, poison } of sources) {
        for (const [result, count] of Object.entries({ received, ours, ignored, poison }))
          events.set({ place, source, result }, count);
      }
    },
  );
  gauge(
    'evenkeel_last_event_age_seconds',
    'How long ago the latest happened of which an event reported.',
    ['place', 'source'],
    (age, { name: place, sources = [] }) => {
      for (const { source, lastAt } of sources) {
        if (lastAt !== undefined) age.set({ place, source }, Math.max(0, clock.now() - lastAt) / 1_000);
      }
    },
  );
  gauge(
    'evenkeel_event_source_up',
    '1 while events can be received, 0 while they cannot.',
    ['place', 'source'],
    (up, { name: place, sources = [] }) => {
      for (const { source, failure } of sources) up.set({ place, source }, failure === undefined ? 1 : 0);
    },
  );
  const leading: Gauge = new Gauge({
    name: 'evenkeel_leading',
    help: '1 while this daemon may write, 0 while it is on standby.',
    registers: [registry],
    collect() {
      leading.set(store.status.role === 'leading' ? 1 : 0);
    },
  });
}

function label(status: string): string {
  return status.toLowerCase();
}

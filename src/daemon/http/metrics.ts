import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CallRecord } from '../../aws/calls.ts';
import type { Clock } from '../../core/clock.ts';
import type { QueueEvent } from '../loop/work-queue.ts';
import type { Store } from '../store.ts';
import { registerGauges } from './gauges.ts';
import { registerProcess } from './process-metrics.ts';

/** What Prometheus asks for. The loop and AWS's calls feed it; all else is taken from the store when it is asked. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  observeCall(call: CallRecord): void;
  observeQueue(event: QueueEvent): void;
  /** From now on it tells of what is in the store, too. Calls are counted before there is one. */
  show(about: { readonly store: Store; readonly clock: Clock }): void;
}

/** The one queue; the label is there so that dashboards made for controller-runtime find it. */
const queue = { name: 'places' };

const cycleBuckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
const callBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function openMetrics(version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  registerProcess(registry);
  new Gauge({
    name: 'evenkeel_build_info',
    help: 'Which version runs, always 1.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);

  const calls = new Counter({
    name: 'evenkeel_aws_calls_total',
    help: 'Requests to AWS, retries included.',
    labelNames: ['service', 'action', 'outcome'],
    registers,
  });
  const throttles = new Counter({
    name: 'evenkeel_aws_throttles_total',
    help: 'Requests that AWS throttled.',
    labelNames: ['service', 'action'],
    registers,
  });
  const callTime = new Histogram({
    name: 'evenkeel_aws_call_duration_seconds',
    help: 'How long a request to AWS took.',
    labelNames: ['service', 'action'],
    buckets: callBuckets,
    registers,
  });
  const reconciled = new Counter({
    name: 'controller_runtime_reconcile_total',
    help: 'Cycles by place and result.',
    labelNames: ['controller', 'result'],
    registers,
  });
  const errors = new Counter({
    name: 'controller_runtime_reconcile_errors_total',
    help: 'Cycles that failed.',
    labelNames: ['controller'],
    registers,
  });
  const reconcileTime = new Histogram({
    name: 'controller_runtime_reconcile_time_seconds',
    help: 'How long a cycle took.',
    labelNames: ['controller'],
    buckets: cycleBuckets,
    registers,
  });
  const counter = (name: string, help: string): Counter<'name'> =>
    new Counter({ name, help, labelNames: ['name'], registers });
  const histogram = (name: string, help: string): Histogram<'name'> =>
    new Histogram({ name, help, labelNames: ['name'], buckets: cycleBuckets, registers });
  const depth = new Gauge({
    name: 'workqueue_depth',
    help: 'Places waiting for a cycle.',
    labelNames: ['name'],
    registers,
  });
  const adds = counter('workqueue_adds_total', 'Places put in the queue.');
  const retries = counter('workqueue_retries_total', 'Places put back after a failure.');
  const queued = histogram('workqueue_queue_duration_seconds', 'How long a place that was due waited for its turn.');
  const worked = histogram('workqueue_work_duration_seconds', 'How long the work on a place took.');

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    show: (about) => registerGauges(registry, about),
    observeCall({ service, operation: action, outcome, ms }) {
      calls.inc({ service, action, outcome });
      callTime.observe({ service, action }, ms / 1_000);
      if (outcome === 'throttled') throttles.inc({ service, action });
    },
    observeQueue(event) {
      const controller = event.key;
      if (event.kind === 'ended') {
        const seconds = event.tookMs / 1_000;
        worked.observe(queue, seconds);
        reconcileTime.observe({ controller }, seconds);
        reconciled.inc({ controller, result: event.result });
        if (event.result === 'error') errors.inc({ controller });
        return;
      }
      depth.set(queue, event.depth);
      if (event.kind === 'started') queued.observe(queue, event.waitedMs / 1_000);
      else if (event.kind === 'added') adds.inc(queue);
      else retries.inc(queue);
    },
  };
}

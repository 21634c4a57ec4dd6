import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { QueueEvent } from '../../loop/work-queue.ts';

/** The one queue; the label is there so that dashboards made for controller-runtime find it. */
const queue = { name: 'places' };

const buckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

/** Counts cycles and their queue, by controller-runtime's names. Returns the function that counts an event of the queue. */
export function registerQueue(registry: Registry): (event: QueueEvent) => void {
  const registers = [registry];
  const counter = (name: string, help: string): Counter<'name'> =>
    new Counter({ name, help, labelNames: ['name'], registers });
  const histogram = (name: string, help: string): Histogram<'name'> =>
    new Histogram({ name, help, labelNames: ['name'], buckets, registers });
  const depth = new Gauge({
    name: 'workqueue_depth',
    help: 'Places that are due and queued.',
    labelNames: ['name'],
    registers,
  });
  const adds = counter('workqueue_adds_total', 'Places added to the queue.');
  const retries = counter('workqueue_retries_total', 'Places queued again after a failure.');
  const queued = histogram('workqueue_queue_duration_seconds', 'Time that a due place spent in the queue.');
  const worked = histogram('workqueue_work_duration_seconds', 'Time that the work on a place took.');
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
  const time = new Histogram({
    name: 'controller_runtime_reconcile_time_seconds',
    help: 'Duration of a cycle.',
    labelNames: ['controller'],
    buckets,
    registers,
  });
  // Before the first is added there is none, rather than nobody knows.
  depth.set(queue, 0);

  return (event) => {
    switch (event.kind) {
      case 'added':
        return adds.inc(queue);
      case 'retried':
        return retries.inc(queue);
      case 'depth':
        return depth.set(queue, event.depth);
      case 'started':
        return queued.observe(queue, event.waitedMs / 1_000);
      case 'ended': {
        const { key: controller, result, tookMs } = event;
        worked.observe(queue, tookMs / 1_000);
        time.observe({ controller }, tookMs / 1_000);
        reconciled.inc({ controller, result });
        if (result === 'error') errors.inc({ controller });
      }
    }
  };
}

import { Gauge, Registry } from 'prom-client';
import type { CallRecord } from '../../../aws/calls.ts';
import type { Clock } from '../../../core/clock.ts';
import type { QueueEvent } from '../../loop/work-queue.ts';
import type { Store } from '../../store.ts';
import { registerCalls } from './calls.ts';
import { registerGauges } from './gauges.ts';
import { registerProcess } from './process.ts';
import { registerQueue } from './queue.ts';

/** What Prometheus asks for. The loop and AWS's calls feed it; all else is taken from the store when it is asked. */
export interface Metrics {
  readonly contentType: string;
  readonly text: () => Promise<string>;
  readonly observeCall: (call: CallRecord) => void;
  readonly observeQueue: (event: QueueEvent) => void;
  /** From now on the gauges read the store, too. Calls are counted before there is one. */
  readonly show: (about: { readonly store: Store; readonly clock: Clock }) => void;
}

export function openMetrics(version: string): Metrics {
  const registry = new Registry();
  registerProcess(registry);
  new Gauge({
    name: 'evenkeel_build_info',
    help: 'The running version, always 1.',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observeCall: registerCalls(registry),
    observeQueue: registerQueue(registry),
    show: (about) => registerGauges(registry, about),
  };
}

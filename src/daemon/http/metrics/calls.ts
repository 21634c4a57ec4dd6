import { Counter, Histogram, type Registry } from 'prom-client';
import type { CallRecord } from '../../../aws/calls.ts';

const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Counts the requests to AWS. Returns the function that counts one. */
export function registerCalls(registry: Registry): (call: CallRecord) => void {
  const registers = [registry];
  const calls = new Counter({
    name: 'evenkeel_aws_calls_total',
    help: 'Requests to AWS, including retries.',
    labelNames: ['service', 'action', 'outcome'],
    registers,
  });
  const throttles = new Counter({
    name: 'evenkeel_aws_throttles_total',
    help: 'Requests that AWS throttled.',
    labelNames: ['service', 'action'],
    registers,
  });
  const time = new Histogram({
    name: 'evenkeel_aws_call_duration_seconds',
    help: 'Duration of requests to AWS.',
    labelNames: ['service', 'action'],
    buckets,
    registers,
  });

  return ({ service, operation: action, outcome, ms }) => {
    calls.inc({ service, action, outcome });
    time.observe({ service, action }, ms / 1_000);
    if (outcome === 'throttled') throttles.inc({ service, action });
  };
}

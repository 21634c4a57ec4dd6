import { Counter, Gauge, type Registry } from 'prom-client';

/** What every exporter tells of its own process, by the names that dashboards know. */
export function registerProcess(registry: Registry): void {
  const registers = [registry];
  const startedAt = Date.now() / 1_000 - process.uptime();
  new Gauge({
    name: 'process_start_time_seconds',
    help: 'Unix time of the start of the process.',
    registers,
  }).set(startedAt);
  const resident: Gauge = new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the process.',
    registers,
    collect: () => resident.set(process.memoryUsage.rss()),
  });
  const heap: Gauge = new Gauge({
    name: 'nodejs_heap_size_used_bytes',
    help: 'JavaScript heap in use, including garbage not yet collected.',
    registers,
    collect: () => heap.set(process.memoryUsage().heapUsed),
  });
  const busy: Counter = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time of the process.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      busy.reset();
      busy.inc((user + system) / 1_000_000);
    },
  });
}

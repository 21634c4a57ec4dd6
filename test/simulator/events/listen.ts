import type { Simulator } from '../../../src/simulator/server.ts';

export interface Heard {
  readonly 'detail-type': string;
  readonly source: string;
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Listens from now on: each asking gives what has come since, of that kind alone. */
export function listen(simulator: Simulator): (detailType: string) => Heard[] {
  simulator.events.set({ queue: 'listened-to' });
  const world = simulator.world();
  simulator.events.prepare(world);
  return (detailType) => {
    const { messages } = world.sqs.queues.get('listened-to')!;
    const all = [...messages.values()].map(({ id, body }) => ({ id, event: JSON.parse(body) as Heard }));
    const wanted = all.filter(({ event }) => event['detail-type'] === detailType);
    for (const { id } of wanted) messages.delete(id);
    return wanted.map(({ event }) => event);
  };
}

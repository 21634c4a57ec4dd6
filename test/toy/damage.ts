import * as fc from 'fast-check';
import { EvenkeelError } from '../../src/core/errors.ts';
import type { Live } from '../../src/core/resource.ts';
import type { Cloud, Edit, Order } from './cloud.ts';

/** What others may do to what stands; `at` picks whom it befalls. */
export interface Damage {
  readonly at: number;
  readonly kind: 'edit' | 'remove' | 'tag' | 'add';
}

export const anyDamage: fc.Arbitrary<Damage> = fc.record({
  at: fc.nat({ max: 20 }),
  kind: fc.constantFrom('edit', 'remove', 'tag', 'add'),
});

/** Does it, as far as the cloud lets anybody. */
export function damage(cloud: Cloud, { at, kind }: Damage): void {
  const { live } = cloud.snapshot();
  const victim = live[at % live.length];
  if (victim === undefined) return;
  try {
    if (kind === 'remove') cloud.remove(victim.physical);
    else if (kind === 'tag') cloud.tag(victim.physical, { team: 'somebody' }, []);
    else if (kind === 'edit') cloud.write(victim.physical, edits[victim.type] ?? []);
    else add(cloud, victim);
  } catch (thrown) {
    if (!(thrown instanceof EvenkeelError)) throw thrown;
  }
}

const edits: Readonly<Record<string, readonly Edit[]>> = {
  pool: [
    { field: 'timeout', wanted: 99 },
    { field: 'settings', key: 'mode', wanted: 'odd' },
    { field: 'members', wanted: ['i-9'] },
  ],
  'gate-rule': [{ field: 'label', wanted: 'changed' }],
  door: [
    { field: 'size', wanted: 'huge' },
    { field: 'gates', wanted: [] },
  ],
  hatch: [{ field: 'settings', key: 'warm', wanted: '99' }],
  sign: [
    { field: 'path', wanted: '/changed' },
    { field: 'priority', wanted: 9 },
  ],
};

/** One child too many. */
function add(cloud: Cloud, { type, physical, state }: Live): void {
  const order = extra(type, physical, state);
  if (order !== undefined) cloud.create({ ...order, parent: physical });
}

function extra(type: string, physical: string, state: object): Order | undefined {
  switch (type) {
    case 'gate':
      return { type: 'gate-rule', state: { gate: physical, port: 22, peer: 'anyone' } };
    case 'hatch':
      return {
        type: 'sign',
        state: { hatch: physical, priority: 7, path: '/extra', pool: (state as { pool: string }).pool },
      };
    default:
      return undefined;
  }
}

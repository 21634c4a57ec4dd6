import * as fc from 'fast-check';
import type { DoorSpec, Folder, GateSpec, HatchSpec, PoolSpec } from './folder.ts';

const tags = fc.dictionary(fc.constantFrom('team', 'cost/centre', 'a~b'), fc.constantFrom('web', 'ops', ''));
const settings = fc.record(
  { mode: fc.constantFrom('even', 'least'), warm: fc.constantFrom('0', '60') },
  { requiredKeys: [] },
);
const protocol = fc.constantFrom('http', 'tcp');

const pool: fc.Arbitrary<PoolSpec> = fc.record(
  {
    protocol,
    fallsBack: fc.boolean(),
    timeout: fc.constantFrom(10, 30, 60),
    settings,
    members: fc.uniqueArray(fc.constantFrom('i-1', 'i-2', 'i-3')),
    tags,
  },
  { requiredKeys: ['protocol', 'fallsBack'] },
);

const gate: fc.Arbitrary<GateSpec> = fc.record(
  {
    note: fc.constantFrom('web', 'ops'),
    rules: fc.uniqueArray(
      fc.record(
        { port: fc.constantFrom(80, 443), peer: fc.constantFrom('anyone', 'g', 'h'), label: fc.constantFrom('', 'in') },
        { requiredKeys: ['port', 'peer'] },
      ),
      { maxLength: 3, selector: ({ port, peer }) => `${port} ${peer}` },
    ),
    tags,
  },
  { requiredKeys: ['note', 'rules'] },
);

function hatchOf(door: string): fc.Arbitrary<HatchSpec> {
  const target = fc.constantFrom(`${door}1`, `${door}2`);
  const sign = fc.record({
    name: fc.constantFrom('api', 'img', 'old'),
    priority: fc.integer({ min: 1, max: 4 }),
    path: fc.constantFrom('/api', '/img'),
    pool: target,
  });
  return fc.record(
    {
      port: fc.constantFrom(80, 443),
      pool: target,
      settings,
      signs: fc.uniqueArray(sign, { maxLength: 2, selector: ({ name }) => name }),
    },
    { requiredKeys: ['port', 'pool', 'signs'] },
  );
}

function doorOf(name: string): fc.Arbitrary<DoorSpec> {
  return fc.record(
    {
      scheme: fc.constantFrom('internal', 'internet-facing'),
      gates: fc.uniqueArray(fc.constantFrom('g', 'h')),
      size: fc.constantFrom('small', 'large'),
      hatches: fc.uniqueArray(hatchOf(name), { maxLength: 2, selector: ({ port }) => port }),
      tags,
    },
    { requiredKeys: ['scheme', 'gates', 'hatches'] },
  );
}

function some<Spec>(specs: Record<string, fc.Arbitrary<Spec>>): fc.Arbitrary<Record<string, Spec>> {
  return fc
    .record(specs, { requiredKeys: [], noNullPrototype: true })
    .map((chosen) => Object.fromEntries(Object.entries(chosen as Record<string, Spec>)));
}

/** Any folder; two of them share names, so that going from one to the other creates, updates, replaces and deletes. */
export const anyFolder: fc.Arbitrary<Folder> = fc.record({
  pools: some({ d1: pool, d2: pool, e1: pool, e2: pool }),
  gates: some({ g: gate, h: gate }),
  doors: some({ d: doorOf('d'), e: doorOf('e') }),
});

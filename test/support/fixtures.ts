import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readFixture } from '../../src/simulator/fixture-shape.ts';
import type { Fixture } from '../../src/simulator/fixture.ts';

/** What stands in AWS before a scenario begins, by the name of its file. */
export function fixtureNamed(name: string): Fixture {
  return readFixture(parse(readFileSync(new URL(`../fixtures/${name}.yaml`, import.meta.url), 'utf8')));
}

import { randomHex } from '../random.ts';
import type { World } from '../world.ts';

/** A fresh id of EC2's long form: `vpc-0` and sixteen hexadecimal digits. */
export function newId(world: Pick<World, 'random'>, prefix: string): string {
  return `${prefix}-0${randomHex(world.random, 16)}`;
}

import type { Interference } from '../scenarios/systems/system.ts';
import { Hand } from '../scenarios/hand.ts';
import type { Sdk } from '../support/clients.ts';
import { deletions } from './deletions.ts';

const MOST_DEEDS = 8;

interface Vandal {
  readonly sdk: Sdk;
  readonly random: () => number;
  readonly interferences: readonly Interference[];
  /** What goes by before each deed. */
  readonly before?: () => Promise<unknown>;
}

/** Does some things that people do, and deletes some things that stand; gives what AWS let it do. */
export async function vandalise({ sdk, random, interferences, before }: Vandal): Promise<string[]> {
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)]!;
  const deeds = interferences.map(({ what, act }) => ({ what, act: () => act(new Hand(sdk)) }));
  const done: string[] = [];
  for (let left = 1 + Math.floor(random() * MOST_DEEDS); left > 0; left -= 1) {
    await before?.();
    const isDeletion = random() < 0.6;
    const { what, act } = pick(isDeletion ? await deletions(sdk) : deeds);
    const refusal = await act().then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    done.push(`${isDeletion ? 'deletes ' : ''}${what}${refusal === undefined ? '' : ` (${refusal.name})`}`);
  }
  return done;
}

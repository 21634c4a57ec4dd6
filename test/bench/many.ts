import { hashed, ownershipTags } from '../../src/core/ownership.ts';
import type { PlanInput } from '../../src/core/planning/input.ts';
import type { Live, Wanted } from '../../src/core/resource.ts';
import { resources } from '../../src/resources/registry.ts';
import type { Look } from '../support/controller.ts';

const OWNER = 'default';
const DRIFTING = 100;

/** What to plan for, multiplied from one stack that stands as it was asked for; one stack in a hundred has drifted. */
export function manyStacks({ loaded, snapshot, plan }: Look, stacks: number): PlanInput {
  const pairs = plan.changes.map((change) => ({
    wanted: loaded.wanted.find((one) => one.id === change.id)!,
    live: snapshot.live.find((one) => one.physical === change.live)!,
  }));
  const tokens = pairs.flatMap(({ live }) => live.physical.match(/[0-9a-f]{16,17}$/) ?? []);
  const text = JSON.stringify(pairs);
  const wanted: Wanted[] = [];
  const live: Live[] = [];
  for (let stack = 0; stack < stacks; stack += 1) {
    const number = stack.toString(16).padStart(8, '0');
    const copies = JSON.parse(
      tokens.reduce(
        (copy, token) => copy.replaceAll(token, number + token.slice(8)),
        text.replaceAll('stack-0', `stack-${stack}`),
      ),
    ) as typeof pairs;
    for (const pair of copies) {
      const one = hashed({ ...pair.wanted, hash: undefined } as unknown as Wanted);
      wanted.push(one);
      live.push(standing(one, pair.live, stack % DRIFTING === 1));
    }
  }
  return { wanted, snapshot: { ...snapshot, live }, types: resources, owner: OWNER };
}

/** As it would stand if this very wanted state had been applied to it. */
function standing(wanted: Wanted, live: Live, hasDrifted: boolean): Live {
  const { fields, taggable } = resources.get(wanted.type)!;
  const tags = taggable ? { ...live.tags, ...ownershipTags(OWNER, wanted, fields) } : live.tags;
  const state = hasDrifted && 'priority' in live.state ? { ...live.state, priority: 999 } : live.state;
  return { ...live, state, tags };
}

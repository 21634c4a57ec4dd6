import { describe, it } from 'vitest';
import { allEmulators } from '../support/emulators.ts';
import { onEach } from '../support/on-each.ts';
import { exceptions } from './exceptions.ts';
import { Ground } from './ground.ts';
import { listeners } from './listeners.ts';
import { loadBalancers } from './load-balancers.ts';
import { queues } from './queues.ts';
import { securityGroups } from './security-groups.ts';
import { targetGroups } from './target-groups.ts';

const contract = { securityGroups, loadBalancers, listeners, targetGroups, queues };

onEach(allEmulators(), (emulator) => {
  const known = exceptions[emulator.name];
  describe.each(Object.entries(contract))('%s', (_, cases) => {
    for (const { it: name, plain, run } of cases) {
      const reason = known?.[name];
      // Of what was never measured here, only what is plain is expected.
      if (known === undefined && plain !== true) continue;
      if (reason === undefined) it(name, async () => run(await Ground.open(emulator)));
      else it.fails(`${name} (not here: ${reason})`, async () => run(await Ground.open(emulator)));
    }
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { load } from '../../src/engine/load.ts';
import { balancer, forward, group, manifest, service } from '../scenarios/yard.ts';
import { folderOf } from '../support/folders.ts';
import { History, type Folders } from './histories.ts';

/** `EVENKEEL_HISTORIES=1000` for all of them. */
const histories = Number(process.env['EVENKEEL_HISTORIES'] ?? 60);
/** Of a daemon that remembers what it read. */
const remembered = Number(process.env['EVENKEEL_HISTORIES'] ?? 20);
const first = Number(process.env['EVENKEEL_HISTORY'] ?? 0);

function documents({ port = 80, interval = 30, priority = 20 }): object[] {
  const rules = [
    { name: 'api', priority: 10, conditions: [{ pathPattern: ['/api/*'] }], actions: [forward('web')] },
    { name: 'spare', priority, conditions: [{ pathPattern: ['/spare/*'] }], actions: [forward('spare')] },
  ];
  const listeners = [{ port: 80, protocol: 'HTTP', defaultActions: [forward('web')], rules }];
  const subnets = [{ tags: { Tier: 'public' } }];
  const ingress = [80, 443].map((open) => ({ protocol: 'tcp', port: open, from: [{ cidr: '10.0.0.0/8' }] }));
  return [
    manifest('SecurityGroup', 'web', { vpc: { name: 'yard' }, description: 'web', ingress }),
    group('web', { port, healthCheck: { intervalSeconds: interval } }),
    group('spare'),
    service({ instances: [{ tags: { Role: 'page' } }] }),
    balancer('web', { listeners, subnets, securityGroups: [{ ref: 'web' }] }),
  ];
}

describe('while lists are short and late', () => {
  let folders: Folders;

  beforeAll(async () => {
    const loaded = (edit: Parameters<typeof documents>[0], later: (remove: () => void) => void) =>
      load(folderOf({ 'all.yaml': documents(edit) }, later), {});
    const removals: (() => void)[] = [];
    const later = (remove: () => void): void => void removals.push(remove);
    folders = {
      plain: await loaded({}, later),
      replaced: await loaded({ port: 8080 }, later),
      edited: await loaded({ interval: 15, priority: 30 }, later),
    };
    for (const remove of removals) remove();
    for (const { problems } of Object.values(folders)) expect(problems).toEqual([]);
  });

  it(`nothing leaves, goes or is made twice in ${histories} histories, and all of it stands in the end`, async () => {
    for (let seed = first; seed < first + histories; seed += 1) {
      const history = new History(seed);
      const wrong = await history.run(folders);
      expect(wrong, `history ${seed}:\n${history.deeds.join('\n')}`).toEqual([]);
    }
  }, 3_600_000);

  it(`the same with what was remembered, in ${remembered} histories`, async () => {
    for (let seed = first; seed < first + remembered; seed += 1) {
      const history = new History(seed, { remember: true });
      const wrong = await history.run(folders);
      expect(wrong, `history ${seed}:\n${history.deeds.join('\n')}`).toEqual([]);
    }
  }, 3_600_000);
});

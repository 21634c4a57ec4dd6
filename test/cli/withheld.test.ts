import { describe, expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { openAccount } from './account.ts';
import { InProcess } from './in-process.ts';

const evenkeel = new InProcess();

describe('a deletion that is asked for and withheld', () => {
  test.each(['DescribeLoadBalancers', 'DescribeTags', 'DescribeTargetHealth', 'DescribeVpcs'])(
    'is no success: %s refused',
    async (action) => {
      const account = await openAccount(evenkeel);
      await account.run('apply', '--yes');
      const writes = account.simulator.journal.writes();
      account.simulator.faults.set([{ kind: 'access-denied', action }]);
      const { code, stderr } = await account.run('delete', '--yes');
      expect(code).toBe(1);
      expect(stderr).toMatch(
        new RegExp(`^nothing is deleted while part of AWS can't be read: .*:${action} in the IAM`),
      );
      expect(stderr).not.toContain('Everything is deleted');
      expect(account.simulator.journal.writes()).toBe(writes);
    },
  );

  test('is no success for an empty folder either, and another empty one is refused', async () => {
    const account = await openAccount(evenkeel);
    await account.run('apply', '--yes');
    const empty = folderOf({});
    expect((await account.run('plan', '--prune', '-f', empty)).code).toBe(1);
    const planned = await account.run('plan', '-f', empty);
    expect([planned.code, planned.stderr]).toEqual([1, expect.stringContaining(`no manifest is in ${empty}; `)]);
    const pruned = await account.run('apply', '--prune', '--yes', '-f', empty);
    expect(pruned.code).toBe(1);
    expect(pruned.stdout).toContain('nothing is deleted because the folder has no manifest at all');
    expect((await account.run('delete', '--yes')).stderr).toContain('16 done');
  });
});

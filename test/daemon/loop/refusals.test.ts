import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../../support/folders.ts';
import { INTERVAL, startRig, type Rig } from './rig.ts';

const id = 'load-balancer/default/edge';

/** A network load balancer on an address that nobody has, beside a group that is all right. */
function edge(more: object = {}): readonly object[] {
  const apiVersion = 'evenkeel.dev/v1';
  return [
    {
      apiVersion,
      kind: 'LoadBalancer',
      metadata: { name: 'edge' },
      spec: {
        type: 'network',
        vpc: { name: 'tour-vpc' },
        subnets: [{ name: 'Public subnet A', allocationId: 'eipalloc-0123456789abcdef0' }],
        listeners: [
          {
            port: 80,
            protocol: 'TCP',
            defaultActions: [{ forward: { targetGroups: [{ targetGroup: { ref: 'tcp' } }] } }],
          },
        ],
        ...more,
      },
    },
    {
      apiVersion,
      kind: 'TargetGroup',
      metadata: { name: 'tcp' },
      spec: { targetType: 'ip', protocol: 'TCP', port: 80, vpc: { name: 'tour-vpc' } },
    },
  ];
}

function write(folder: string, documents: readonly object[]): void {
  writeFileSync(join(folder, 'edge.yaml'), documents.map((one) => JSON.stringify(one)).join('\n---\n'));
}

function sent({ simulator }: Rig): number {
  return simulator.journal.count('CreateLoadBalancer');
}

async function cycles(rig: Rig, count: number): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- one cycle after the other
  for (let at = 0; at < count; at += 1) await rig.cycle(INTERVAL);
}

describe('what AWS refuses', () => {
  test('is sent once, reported as refused with the call and the field, and neither as drift nor as written', async () => {
    const folder = folderOf({});
    write(folder, edge());
    const rig = await startRig(folder);
    await rig.cycle();
    await cycles(rig, 5);
    expect(sent(rig)).toBe(1);
    expect(rig.simulator.journal.count('CreateTargetGroup')).toBe(1);
    const [failed, ...more] = rig.events('failed');
    expect(more).toEqual([]);
    expect(failed).toContain(
      `${id} /spec/subnets: The allocation IDs 'eipalloc-0123456789abcdef0' do not exist (ELBv2 CreateLoadBalancer: AllocationIdNotFound); name an Elastic IP`,
    );
    const { cycle } = rig.status().places[0]!;
    const change = cycle!.plan.changes.find((one) => one.id === id);
    expect(change).toMatchObject({ action: 'blocked', blocked: { reason: 'refused', would: 'create' } });
    const object = cycle!.objects.find(({ kind }) => kind === 'LoadBalancer');
    const stalled = object!.conditions.find(({ type }) => type === 'Stalled');
    expect(stalled).toMatchObject({ status: 'True', reason: 'Refused' });
    expect(stalled!.message).toContain('rejected by AWS: /spec/subnets: The allocation IDs');
    expect(object!.conditions.find(({ type }) => type === 'Drifted')).toMatchObject({ reason: 'NotCreated' });
    const reported = [...rig.events('stalled'), ...rig.events('failed')].join('\n');
    expect(reported).not.toMatch(/written|ignore-fields/);
    expect(rig.events('drift-found')).toEqual([]);
  });

  test('is sent again once the manifest says something else, and once for who asks', async () => {
    const folder = folderOf({});
    write(folder, edge());
    const rig = await startRig(folder);
    await rig.cycle();
    await cycles(rig, 2);
    rig.daemon.trigger('request');
    await rig.cycle();
    await cycles(rig, 2);
    expect(sent(rig)).toBe(2);

    write(folder, edge({ tags: { team: 'edge' } }));
    await rig.cycle();
    await cycles(rig, 2);
    expect(sent(rig)).toBe(3);

    // Somebody else's manifest is none of its business.
    write(folder, [...edge({ tags: { team: 'edge' } }), { ...edge()[1], metadata: { name: 'other' } }]);
    await rig.cycle();
    await cycles(rig, 2);
    expect(sent(rig)).toBe(3);

    write(folder, edge({ subnets: [{ name: 'Public subnet A' }] }));
    await rig.cycle();
    await cycles(rig, 2);
    expect(rig.simulator.journal.count('CreateListener')).toBe(1);
    expect(rig.status().places[0]!.cycle!.findings).toEqual([]);
  });
});

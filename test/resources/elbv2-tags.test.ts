import { describe, expect, it } from 'vitest';
import { targetGroup } from '../../src/resources/registry.ts';
import { readElbv2Tags, writeElbv2Tags } from '../../src/resources/elbv2-tags.ts';
import { startLab } from './lab.ts';
import { rigFor } from './rig.ts';

async function groups(count: number) {
  const lab = await startLab();
  const rig = await rigFor(targetGroup, lab.url);
  const arns: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const wanted = { name: `web-${index}`, targetType: 'lambda' } as const;
    const created = await targetGroup.apply.create(rig.context, { wanted, tags: { number: String(index) } });
    arns.push(created.physical);
  }
  lab.simulator.journal.clear();
  return { lab, rig, arns };
}

describe('tags of many', () => {
  it('are read twenty at a time', async () => {
    const { lab, rig, arns } = await groups(41);
    const tags = await readElbv2Tags(rig.aws.elbv2, arns);
    expect(arns.map((arn) => tags.get(arn)?.['number'])).toEqual(arns.map((_, index) => String(index)));
    expect(lab.simulator.journal.count('DescribeTags')).toBe(3);
  });

  it('are read although one has vanished', async () => {
    const { rig, arns } = await groups(3);
    await rig.aws.elbv2.deleteTargetGroup({ TargetGroupArn: arns[1] });
    const tags = await readElbv2Tags(rig.aws.elbv2, arns);
    expect(arns.map((arn) => tags.has(arn))).toEqual([true, false, true]);
  });

  it('of none cost nothing', async () => {
    const { lab, rig } = await groups(0);
    expect(await readElbv2Tags(rig.aws.elbv2, [])).toEqual(new Map());
    expect(lab.simulator.journal.count()).toBe(0);
  });

  it('are not passed off as none where they may not be read', async () => {
    const { lab, rig, arns } = await groups(1);
    lab.simulator.faults.set([{ kind: 'access-denied', action: 'DescribeTags' }]);
    await expect(readElbv2Tags(rig.aws.elbv2, arns)).rejects.toMatchObject({ code: 'denied' });
  });

  it('are set and removed, each only where there is something to do', async () => {
    const { lab, rig, arns } = await groups(1);
    const live = { type: 'target-group', physical: arns[0]!, state: {}, tags: {}, outputs: {}, uses: [] };
    await writeElbv2Tags(rig.context, live, { team: 'web' }, ['number']);
    await writeElbv2Tags(rig.context, live, { team: 'api' }, []);
    await writeElbv2Tags(rig.context, live, {}, []);
    expect((await readElbv2Tags(rig.aws.elbv2, arns)).get(arns[0]!)).toEqual({ team: 'api' });
    expect(lab.simulator.journal.writes()).toBe(3);
  });
});

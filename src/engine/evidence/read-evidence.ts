import type { Aws } from '../../aws/ports.ts';
import { plain } from '../../core/inventory.ts';
import type { Unreadable } from '../../core/resource.ts';
import { isUnwell, unreadGroups } from '../../diagnosis/unwell.ts';
import { noEvidence, type Evidence } from '../../diagnosis/evidence.ts';
import { factsOf, type Facts, type Subject } from '../../diagnosis/facts.ts';
import type { AutoScalingGroupState } from '../../resources/auto-scaling-group/type.ts';
import type { EcsServiceState } from '../../resources/ecs-service/type.ts';
import { unlessGone } from '../../resources/ensure.ts';
import type { LaunchTemplateState } from '../../resources/launch-template/type.ts';
import { reading } from '../../resources/reading.ts';
import type { TargetState } from '../../resources/target/type.ts';
import type { Cycle } from '../cycle.ts';
import { goneAmong, readGroup } from './groups.ts';
import { readInstances, readRulesOf } from './network.ts';
import { readService } from './services.ts';

export interface Examined {
  readonly facts: Facts;
  /** What was needed for it, and AWS refused to answer. */
  readonly unreadable: readonly Unreadable[];
}

/** Asks AWS about what looks unwell in a look; where nothing does, that costs no call but for others' security groups. */
export async function examine(aws: Aws, { snapshot, wanted, plan }: Cycle, now: number): Promise<Examined> {
  const input = { snapshot, wanted, changes: plan.changes, now };
  const facts = factsOf({ ...input, evidence: noEvidence });
  const unreadable: Unreadable[] = [];
  const unwell = <State extends object>(type: string): Subject<State>[] =>
    facts.of<State>(type).filter((one) => isUnwell(facts, one));

  const [services, groups, goneImages = new Set<string>(), instances = new Map<string, string[]>()] = await Promise.all(
    [
      each(unwell<EcsServiceState>('ecs-service'), ({ live }) => readService(aws.ecs, live), unreadable),
      each(
        unwell<AutoScalingGroupState>('auto-scaling-group'),
        ({ live }) => readGroup(aws.autoScaling, live),
        unreadable,
      ),
      reading('image', unreadable)(goneAmong(aws.ec2, imagesOf(facts, unwell('auto-scaling-group')))),
      reading('instance', unreadable)(readInstances(aws.ec2, instancesOf(unwell<TargetState>('target')))),
    ],
  );
  const known: Evidence = { services, groups, goneImages, instances, rules: new Map() };
  const others = unreadGroups(factsOf({ ...input, evidence: known }));
  const rules = (await reading('security-group-rule', unreadable)(readRulesOf(aws.ec2, others))) ?? new Map();
  return { facts: factsOf({ ...input, evidence: { ...known, rules } }), unreadable };
}

/** What was read of each, by what AWS calls it. What is gone by now is left out. */
async function each<State extends object, Read>(
  subjects: readonly Subject<State>[],
  read: (subject: Subject<State>) => Promise<Read>,
  unreadable: Unreadable[],
): Promise<Map<string, Read>> {
  const found = await Promise.all(
    subjects.map(async (subject): Promise<[string, Read | undefined]> => {
      const { physical, type } = subject.live;
      return [physical, await reading(type, unreadable, { physical })(unlessGone(read(subject)))];
    }),
  );
  return new Map(found.flatMap(([physical, value]) => (value === undefined ? [] : [[physical, value]])));
}

function imagesOf({ of }: Facts, groups: readonly Subject<AutoScalingGroupState>[]): string[] {
  const used = new Set(groups.map(({ live }) => live.state.launchTemplate?.id));
  return of<LaunchTemplateState>('launch-template')
    .filter(({ live }) => used.has(live.physical))
    .flatMap(({ live }) => (typeof live.state.image === 'string' ? [live.state.image] : []));
}

function instancesOf(targets: readonly Subject<TargetState>[]): string[] {
  return [...new Set(targets.map(({ live }) => plain(live.state.id)))].filter((id) => id.startsWith('i-'));
}

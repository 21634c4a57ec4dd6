import { plain } from '../core/inventory.ts';
import type { Wanted } from '../core/resource.ts';
import { isRef } from '../core/value.ts';
import type { AutoScalingGroupState } from '../resources/auto-scaling-group/type.ts';
import type { EcsServiceState } from '../resources/ecs-service/type.ts';
import type { LaunchTemplateState } from '../resources/launch-template/type.ts';
import type { TargetGroupState } from '../resources/target-group/type.ts';
import type { TargetState } from '../resources/target/type.ts';
import type { TroubleSpot } from './finding.ts';
import { placeOf, type Facts, type Subject } from './facts.ts';

/** Who serves in a target group: behind which security groups, on which port. */
export interface Member {
  readonly subject: Subject;
  readonly noun: 'tasks' | 'instances';
  readonly securityGroups: readonly string[];
  readonly port: number;
}

/** Those whose security groups are known. */
export function membersOf(facts: Facts, group: Subject<TargetGroupState>): Member[] {
  const all = [...tasks(facts, group), ...scaled(facts, group), ...instances(facts, group)];
  const seen = new Set<string>();
  return all.filter(({ securityGroups, port }) => {
    const key = `${securityGroups.join()} ${port}`;
    return securityGroups.length > 0 && !seen.has(key) && seen.add(key);
  });
}

/** The Services of the folder that fill it, whether or not anything of theirs is in it; each once. */
export function fillersOf(facts: Facts, group: Subject): TroubleSpot[] {
  const { physical } = group.live;
  const services = facts
    .of<EcsServiceState>('ecs-service')
    .filter(({ live }) => live.state.loadBalancers?.some(({ targetGroup }) => targetGroup === physical));
  const scaling = facts
    .of<AutoScalingGroupState>('auto-scaling-group')
    .filter(({ live }) => live.state.targetGroups?.includes(physical));
  const registered = facts.childrenOf('target', physical).flatMap((target) => facts.asked(target.physical) ?? []);
  const all: TroubleSpot[] = [...services, ...scaling, ...registered, ...missingIn(facts, group)];
  return [...new Map(all.map((place) => [place.manifest, placeOf(place)])).values()];
}

/** Targets that the folder asks for and that are not registered. */
export function missingIn({ missing }: Facts, { id, live }: Subject): Wanted<TargetState>[] {
  return (missing as readonly Wanted<TargetState>[]).filter(({ type, state: { group } }) => {
    if (type !== 'target') return false;
    return isRef(group) ? group.$ref === id : group === live.physical;
  });
}

function tasks(facts: Facts, { live: { physical } }: Subject): Member[] {
  return facts.of<EcsServiceState>('ecs-service').flatMap((subject) => {
    const { loadBalancers = [], network } = subject.live.state;
    const securityGroups = (network?.securityGroups ?? []).map(plain);
    return loadBalancers
      .filter(({ targetGroup, alternateTargetGroup }) => [targetGroup, alternateTargetGroup].includes(physical))
      .map(({ containerPort: port }): Member => ({ subject, noun: 'tasks', securityGroups, port }));
  });
}

function scaled(facts: Facts, { live: { physical, state } }: Subject<TargetGroupState>): Member[] {
  const { port } = state;
  if (port === undefined) return [];
  return facts.of<AutoScalingGroupState>('auto-scaling-group').flatMap((subject) => {
    const { targetGroups, launchTemplate } = subject.live.state;
    const template = facts
      .of<LaunchTemplateState>('launch-template')
      .find(({ live }) => live.physical === launchTemplate?.id);
    if (!targetGroups?.includes(physical) || template === undefined) return [];
    const securityGroups = (template.live.state.securityGroups ?? []).map(plain);
    return [{ subject, noun: 'instances', securityGroups, port } satisfies Member];
  });
}

function instances(facts: Facts, { live: { physical, state } }: Subject<TargetGroupState>): Member[] {
  return facts.childrenOf<TargetState>('target', physical).flatMap((target) => {
    const { id, port = state.port } = target.state;
    const subject = facts.asked(target.physical);
    const securityGroups = facts.evidence.instances.get(plain(id));
    return subject === undefined || securityGroups === undefined || port === undefined
      ? []
      : [{ subject, noun: 'instances', securityGroups, port } satisfies Member];
  });
}

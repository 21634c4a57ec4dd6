import type { EcsServiceState } from '../../resources/ecs-service/state.ts';
import type { TargetGroupState } from '../../resources/target-group/state.ts';
import { calls, type Finding, type Place, type Remedy } from '../finding.ts';
import { placeOf, type Facts, type Subject } from '../facts.ts';
import { fillersOf } from '../members.ts';
import { forwarders } from '../traffic.ts';

/** Groups that get requests and have nobody to hand them to. */
export function noTargets(facts: Facts): Finding[] {
  const turns = new Set(
    facts
      .of<EcsServiceState>('ecs-service')
      .flatMap(({ live }) => live.state.loadBalancers ?? [])
      .flatMap(({ targetGroup, alternateTargetGroup }) =>
        alternateTargetGroup ? [targetGroup, alternateTargetGroup] : [],
      ),
  );
  const forwardingTo = forwarders(facts);
  return facts.of<TargetGroupState>('target-group').flatMap((group) => {
    const { physical, status } = group.live;
    const balancers = forwardingTo(physical);
    // Of two that take turns, one is empty between deployments.
    if (status?.targets?.length !== 0 || balancers.length === 0 || turns.has(physical)) return [];
    const fillers = fillersOf(facts, group);
    return [
      {
        reason: 'no-targets',
        about: placeOf(group),
        concerns: [group, ...balancers, ...fillers].map(({ manifest }) => manifest),
        symptom: 'requests are forwarded to the target group, and no target is registered in it: nobody answers them',
        evidence: [{ said: 'no targets', call: calls.targetHealth }],
        remedy: remedyOf(group, fillers[0]),
      },
    ];
  });
}

function remedyOf(group: Subject, filler: Place | undefined): Remedy {
  const [, , name] = group.manifest.split('/');
  if (filler === undefined) {
    return { text: `name it in a Service: targetGroups: [{ targetGroup: { ref: ${name} } }], and apply` };
  }
  return {
    text: 'see what keeps this Service from bringing up what it is to register',
    field: { ...filler, path: 'spec.targetGroups' },
  };
}

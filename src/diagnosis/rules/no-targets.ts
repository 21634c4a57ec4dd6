import type { TargetGroupState } from '../../resources/target-group/type.ts';
import { calls, type Trouble, type TroubleSpot, type Remedy } from '../finding.ts';
import { placeOf, type Facts, type Subject } from '../facts.ts';
import { fillersOf } from '../members.ts';
import { forwarders } from '../traffic.ts';

/** Groups that are to serve and have nobody to hand requests to. */
export function noTargets(facts: Facts): Trouble[] {
  const forwardingTo = forwarders(facts);
  return facts.of<TargetGroupState>('target-group').flatMap((group) => {
    const verdict = facts.serving.verdictOf(group.live.physical);
    if (verdict?.reason !== 'NoTargets') return [];
    const fillers = fillersOf(facts, group);
    return [
      {
        reason: 'no-targets',
        about: placeOf(group),
        concerns: [group, ...forwardingTo(group.live.physical), ...fillers].map(({ manifest }) => manifest),
        symptom: verdict.message,
        evidence: [{ said: 'no targets', call: calls.targetHealth }],
        remedy: remedyOf(group, fillers[0]),
      },
    ];
  });
}

function remedyOf(group: Subject, filler: TroubleSpot | undefined): Remedy {
  const [, , name] = group.manifest.split('/');
  if (filler === undefined) {
    return { text: `name it in a Service: targetGroups: [{ targetGroup: { ref: ${name} } }], and apply` };
  }
  return {
    text: 'find out what keeps this Service from registering targets',
    field: { ...filler, path: 'spec.targetGroups' },
  };
}

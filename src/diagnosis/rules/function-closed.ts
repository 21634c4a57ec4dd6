import { invokePermission } from '../../aws/invoke-permission.ts';
import type { TargetGroupState } from '../../resources/target-group/type.ts';
import { calls, type Trouble } from '../finding.ts';
import { placeOf, type Facts } from '../facts.ts';
import { missingIn } from '../members.ts';

/**
 * A function that cannot be registered: AWS tries to invoke it, and its own policy has to allow that. A target group that exists
 * while its function is not registered shows it.
 */
export function functionClosed(facts: Facts): Trouble[] {
  const groups = facts
    .of<TargetGroupState>('target-group')
    .filter(({ live }) => live.state.targetType === 'lambda' && live.status?.targets !== undefined);
  return groups.flatMap((group) =>
    missingIn(facts, group).flatMap((wanted): Trouble[] => {
      const { physical, name = physical } = group.live;
      const { id } = wanted.state;
      if (typeof id !== 'string') return [];
      return [
        {
          reason: 'function-not-registered',
          about: placeOf(wanted),
          concerns: [wanted.manifest, group.manifest],
          symptom: `the function ${id} is not registered: load balancers need its permission to invoke it`,
          evidence: [{ said: `${name} has no such target`, call: calls.targetHealth }],
          remedy: {
            text: 'if nothing of this account allows it yet, add the permission, then apply',
            command: invokePermission(id, physical),
          },
        },
      ];
    }),
  );
}

import type { EcsServiceState } from '../../resources/ecs-service/type.ts';
import { calls, type Trouble } from '../finding.ts';
import { placeOf, type Facts } from '../facts.ts';

/** A deployment that ECS gave up on, and rolled back where the circuit breaker says so. */
export function ecsRollout({ of }: Facts): Trouble[] {
  return of<EcsServiceState>('ecs-service').flatMap((service) => {
    const { status, state } = service.live;
    if (state.rejected === undefined) return [];
    return [
      {
        reason: 'rollout-failed',
        about: placeOf(service),
        concerns: [service.manifest],
        symptom: `the last deployment failed, and is not retried: ${status?.text ?? state.rejected.reason}`,
        evidence: [{ said: state.rejected.reason, call: calls.services }],
        remedy: {
          text: 'fix what makes its tasks fail, and apply: only a changed task definition is deployed again',
          field: { ...placeOf(service), path: 'spec.ecs.taskDefinition' },
        },
      },
    ];
  });
}

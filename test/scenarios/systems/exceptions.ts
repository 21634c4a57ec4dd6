import type { Edits } from '../../support/folders.ts';

/** What an emulator can't do of a system, and why. */
interface Exception {
  readonly folder: string;
  readonly why: string;
  /** Takes it out of the manifests there. */
  readonly edits?: Edits;
  /** What is not done there by hand. */
  readonly without?: readonly string[];
}

/** By the emulator's name; there is none for the simulator. */
export const exceptions: Readonly<Record<string, readonly Exception[]>> = {
  moto: [
    {
      folder: 'asg-web',
      why: 'takes the wish for metrics and forgets it',
      edits: { 'web#/spec/autoScalingGroup/metricsCollection': undefined },
      without: ['switches the metrics of the group off'],
    },
    {
      folder: 'asg-web',
      why: 'knows of no instance refresh',
      edits: { 'web#/spec/autoScalingGroup/instanceRefresh': undefined },
    },
    {
      folder: 'ecs-service',
      why: 'drops these of a service that is created',
      edits: {
        'ecs-web#/spec/ecs/deployment': undefined,
        'ecs-web#/spec/ecs/availabilityZoneRebalancing': undefined,
        'ecs-web#/spec/ecs/serviceConnect': undefined,
        'ecs-web#/spec/ecs/healthCheckGracePeriodSeconds': undefined,
      },
      without: ['switches the circuit breaker off', 'leaves the tasks in the zones where they are'],
    },
    {
      folder: 'ecs-service',
      why: 'leaves the network of a service as it was created',
      without: [
        'puts the tasks behind the security group of the load balancer',
        'takes the public addresses from the tasks',
      ],
    },
    {
      folder: 'ecs-service',
      why: 'lists a deregistered revision as the latest of its family',
      without: ['has it run another image'],
    },
  ],
};

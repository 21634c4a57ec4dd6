import { createAcmState } from './acm/state.ts';
import { createApplicationAutoScalingState } from './application-auto-scaling/state.ts';
import { createAutoScalingState } from './auto-scaling/state.ts';
import { createCloudTrailState } from './cloudtrail/state.ts';
import { createEc2State } from './ec2/account.ts';
import { createEcsState } from './ecs/state.ts';
import { createElbv2State } from './elbv2/state.ts';
import { createSqsState } from './sqs/state.ts';
import type { World, WorldSeed } from './world.ts';

/** A fresh account's region: a default VPC, and nothing else. */
export function createWorld(seed: WorldSeed): World {
  return {
    ...seed,
    ec2: createEc2State(seed),
    elbv2: createElbv2State(),
    ecs: createEcsState(),
    autoScaling: createAutoScalingState(),
    applicationAutoScaling: createApplicationAutoScalingState(),
    acm: createAcmState(),
    sqs: createSqsState(),
    cloudTrail: createCloudTrailState(),
    settled: { at: seed.clock.now() },
  };
}

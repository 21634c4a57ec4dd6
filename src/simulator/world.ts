import type { Clock } from '../core/clock.ts';
import type { AcmState } from './acm/state.ts';
import type { ApplicationAutoScalingState } from './application-auto-scaling/state.ts';
import type { AutoScalingState } from './auto-scaling/state.ts';
import type { CloudTrailState } from './cloudtrail/state.ts';
import type { Ec2State } from './ec2/state.ts';
import type { EcsState } from './ecs/state.ts';
import type { Elbv2State } from './elbv2/state.ts';
import type { Emit } from './events/emitted.ts';
import type { SqsState } from './sqs/state.ts';

/** How long AWS takes over things, in milliseconds of the world's clock. */
export interface Settings {
  /** From creating a load balancer until it is active. */
  readonly provisioningMs: number;
  /** How long a deleted load balancer's network interfaces go on holding its security groups. */
  readonly networkInterfaceLingerMs: number;
  /** From registering a target until its first health verdict. */
  readonly initialHealthMs: number;
  /** Caps a target group's own deregistration delay. */
  readonly drainingMs?: number;
  /** From placing a task until its containers run. */
  readonly taskStartMs: number;
  /** From telling a task's containers to stop until they have. */
  readonly taskStopMs: number;
  /** From launching an instance in an Auto Scaling group until it is in service. */
  readonly instanceStartMs: number;
  /** Caps how long Auto Scaling waits for a new instance to warm up, and from one scaling to the next. */
  readonly warmupMs?: number;
}

/** Everything that stands in one account and region, shared by all services. */
export interface World {
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  /** Numbers in [0, 1), reproducible from the simulator's seed. */
  readonly random: () => number;
  readonly settings: Settings;
  /** Emits what happens to who listens; absent where nobody can. */
  readonly emit?: Emit;
  readonly ec2: Ec2State;
  readonly elbv2: Elbv2State;
  readonly ecs: EcsState;
  readonly autoScaling: AutoScalingState;
  readonly applicationAutoScaling: ApplicationAutoScalingState;
  readonly acm: AcmState;
  readonly sqs: SqsState;
  readonly cloudTrail: CloudTrailState;
  /** Until when everything that happens by itself has happened: `advance` moves it on. */
  readonly settled: { at: number };
}

/** What a world is made from. */
export type WorldSeed = Pick<World, 'account' | 'region' | 'clock' | 'random' | 'settings' | 'emit'>;

/** What EC2 needs of a world; it knows nothing of the other services. */
export type Ec2World = WorldSeed & Pick<World, 'ec2'>;

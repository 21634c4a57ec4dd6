import type {
  CapacityProvider as CapacityProviderDescription,
  CapacityProviderStrategyItem,
  Cluster as ClusterDescription,
  DeploymentConfiguration,
  DeploymentRolloutState,
  LaunchType,
  LoadBalancer,
  Rollback,
  Service as ServiceDescription,
  ServiceDeploymentLifecycleStage,
  ServiceDeploymentStatus,
  ServiceEvent,
  ServiceRevision,
  TaskDefinition as TaskDefinitionDescription,
  TaskStopCode,
} from '@aws-sdk/client-ecs';

export type Tags = Map<string, string>;

export interface Cluster {
  readonly arn: string;
  readonly name: string;
  status: 'ACTIVE' | 'INACTIVE';
  /** What is told as it was asked for. */
  readonly asked: Pick<ClusterDescription, 'settings' | 'configuration' | 'serviceConnectDefaults'>;
  capacityProviders: string[];
  defaultStrategy: CapacityProviderStrategyItem[];
  readonly tags: Tags;
}

export interface CapacityProvider {
  readonly arn: string;
  readonly name: string;
  readonly autoScalingGroupProvider: CapacityProviderDescription['autoScalingGroupProvider'];
  readonly tags: Tags;
}

export interface TaskDefinition {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  /** As AWS tells it: with its defaults filled in. */
  readonly description: TaskDefinitionDescription;
  deregisteredAt: number | undefined;
  readonly tags: Tags;
}

/** What of a service a deployment follows when it changes, under AWS's own names. */
export type Deployable = Pick<
  ServiceRevision,
  | 'networkConfiguration'
  | 'platformFamily'
  | 'platformVersion'
  | 'serviceConnectConfiguration'
  | 'serviceRegistries'
  | 'volumeConfigurations'
  | 'vpcLatticeConfigurations'
> & { readonly taskDefinition: string; readonly loadBalancers: readonly LoadBalancer[] };

/** What a deployment deploys; it never changes. */
export interface Revision {
  readonly arn: string;
  readonly createdAt: number;
  readonly deployable: Deployable;
  readonly launchType: LaunchType | undefined;
  readonly capacityProviderStrategy: readonly CapacityProviderStrategyItem[] | undefined;
  /** Where its tasks register: of the two groups of a blue/green service, the one that was free. */
  readonly targets: readonly TargetGroupUse[];
}

export interface TargetGroupUse {
  readonly targetGroupArn: string;
  readonly port: number;
  /** Where two groups take turns: the other one, and the rules that share the traffic out. */
  readonly turn:
    | { readonly otherGroupArn: string; readonly productionRule: string; readonly testRule: string | undefined }
    | undefined;
}

/** The tasks of one revision, as `DescribeServices` counts them. */
export interface Deployment {
  readonly id: string;
  readonly revisionArn: string;
  readonly createdAt: number;
  updatedAt: number;
  status: 'PRIMARY' | 'ACTIVE';
  rolloutState: DeploymentRolloutState;
  rolloutStateReason: string;
  /** How many of its tasks failed since the last one that became healthy. */
  failedTasks: number;
  /** No task starts before, since the last ones failed. */
  heldUntil: number | undefined;
}

/** Of AWS's lifecycle stages those that take time, or that somebody may look for. */
export type Stage = Extract<
  ServiceDeploymentLifecycleStage,
  'SCALE_UP' | 'TEST_TRAFFIC_SHIFT' | 'PRODUCTION_TRAFFIC_SHIFT' | 'BAKE_TIME' | 'CLEAN_UP'
>;

/** What `DescribeServiceDeployments` tells: the way from some revisions to another. */
export interface Rollout {
  readonly arn: string;
  readonly createdAt: number;
  readonly configuration: DeploymentConfiguration;
  readonly sources: readonly string[];
  readonly target: string;
  updatedAt: number;
  finishedAt: number | undefined;
  status: ServiceDeploymentStatus;
  statusReason: string | undefined;
  stage: Stage | undefined;
  /** When the present stage may end; undefined where it waits for something else than time. */
  stageEndsAt: number | undefined;
  /** The share of production traffic that the target has, in per cent. */
  shifted: number;
  rollback: Rollback | undefined;
  /** How many tasks had failed when the circuit breaker opened. */
  failedTasks: number | undefined;
  /** Which of its alarms went off. */
  triggeredAlarms: readonly string[];
}

/** The members of a service that are told as they were asked for, or as AWS fills them in. */
export type ServiceSettings = Omit<ServiceDescription, 'capacityProviderStrategy' | 'deploymentConfiguration'> & {
  readonly capacityProviderStrategy: CapacityProviderStrategyItem[];
  readonly deploymentConfiguration: DeploymentConfiguration;
};

export interface Service {
  readonly arn: string;
  readonly name: string;
  readonly clusterArn: string;
  readonly createdAt: number;
  /** What created it, to know the same request when it comes again. */
  readonly request: object;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  settings: ServiceSettings;
  /** The primary one first. */
  deployments: Deployment[];
  /** The newest first. */
  readonly rollouts: Rollout[];
  readonly revisions: Map<string, Revision>;
  /** The newest first. */
  readonly events: ServiceEvent[];
  /** Whether its last event but others' said that it is steady. */
  steady: boolean;
  readonly tags: Tags;
}

export interface Task {
  readonly arn: string;
  readonly id: string;
  readonly clusterArn: string;
  readonly serviceArn: string;
  readonly deploymentId: string;
  readonly revisionArn: string;
  readonly capacityProvider: string | undefined;
  readonly subnetId: string;
  readonly networkInterfaceId: string;
  readonly address: string;
  readonly createdAt: number;
  lastStatus: 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'STOPPED';
  desiredStatus: 'RUNNING' | 'STOPPED';
  /** When it moves on by itself; undefined while it runs, and once it has stopped. */
  dueAt: number | undefined;
  startedAt: number | undefined;
  stoppingAt: number | undefined;
  stoppedAt: number | undefined;
  stopCode: TaskStopCode | undefined;
  stoppedReason: string | undefined;
  /** How often what is told of it has changed. */
  version: number;
  /** Whether it was seen healthy, or running where no load balancer asks for its health. */
  provedHealthy: boolean;
  readonly tags: Tags;
}

/** Plain records in Maps by ARN, so that a world can be cloned whole. */
export interface EcsState {
  readonly clusters: Map<string, Cluster>;
  readonly capacityProviders: Map<string, CapacityProvider>;
  readonly taskDefinitions: Map<string, TaskDefinition>;
  readonly services: Map<string, Service>;
  readonly tasks: Map<string, Task>;
  /** Images that no registry has. */
  readonly badImages: Set<string>;
  /** Images whose tasks fail their load balancer's health checks. */
  readonly unhealthyImages: Set<string>;
  /** The names of the alarms that are going off. */
  readonly alarms: Set<string>;
}

export function createEcsState(): EcsState {
  return {
    clusters: new Map(),
    capacityProviders: new Map(),
    taskDefinitions: new Map(),
    services: new Map(),
    tasks: new Map(),
    badImages: new Set(),
    unhealthyImages: new Set(),
    alarms: new Set(),
  };
}

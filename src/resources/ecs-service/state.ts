import type { Text } from '../../core/value.ts';

export interface EcsServiceState {
  /** With its cluster, as in the ARN: `demo/web`. A name alone is not unique in the region. */
  readonly name: string;
  readonly cluster: Text;
  /** An ARN, or `family:revision`. */
  readonly taskDefinition: Text;
  readonly launchType?: string;
  readonly capacityProviderStrategy?: readonly CapacityProvider[];
  readonly platformVersion?: string;
  readonly schedulingStrategy?: string;
  readonly deploymentController?: string;
  readonly desiredCount?: number;
  /** Where Application Auto Scaling decides: the bounds that leave it free, against how many tasks there are to be. */
  readonly scaling?: Bounds | { readonly desired: number };
  readonly deployment?: Deployment;
  readonly availabilityZoneRebalancing?: string;
  readonly serviceConnect?: ServiceConnect;
  readonly network?: Network;
  readonly loadBalancers?: readonly ServedGroup[];
  readonly healthCheckGracePeriodSeconds?: number;
  readonly enableExecuteCommand?: boolean;
  readonly propagateTags?: string;
  readonly enableECSManagedTags?: boolean;
  readonly placementConstraints?: readonly { readonly type: string; readonly expression?: string }[];
  readonly placementStrategy?: readonly { readonly type: string; readonly field?: string }[];
  readonly tags?: Readonly<Record<string, string>>;
  /** Live only: what was to be deployed last, and was rolled back. */
  readonly rejected?: { readonly taskDefinition: string; readonly network?: Network; readonly reason: string };
}

export interface CapacityProvider {
  readonly capacityProvider: string;
  readonly base: number;
  readonly weight: number;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
  /** How many tasks there are at first. */
  readonly initial: number;
}

/** Each key is compared on its own; lists in AWS's words. */
export interface Deployment {
  readonly strategy?: string;
  readonly minimumHealthyPercent?: number;
  readonly maximumPercent?: number;
  readonly circuitBreaker?: { readonly enable: boolean; readonly rollback: boolean };
  readonly alarms?: { readonly alarmNames: readonly string[]; readonly enable: boolean; readonly rollback: boolean };
  readonly bakeTimeMinutes?: number;
  readonly linear?: { readonly stepPercent: number; readonly stepBakeTimeMinutes: number };
  readonly canary?: { readonly canaryPercent: number; readonly canaryBakeTimeMinutes: number };
  readonly lifecycleHooks?: readonly {
    readonly hookTargetArn: string;
    readonly roleArn: string;
    readonly lifecycleStages: readonly string[];
  }[];
}

/** Each key is compared on its own. */
export interface Network {
  readonly subnets?: readonly Text[];
  readonly securityGroups?: readonly Text[];
  readonly assignPublicIp?: boolean;
}

/** A target group in which ECS registers the tasks. */
export interface ServedGroup {
  readonly targetGroup: Text;
  readonly containerName: string;
  readonly containerPort: number;
  /** The second group, between which and the first a deployment shifts the traffic. */
  readonly alternateTargetGroup?: Text;
  /** A rule; or a listener, which stands for its default actions. */
  readonly productionListenerRule?: Text;
  readonly testListenerRule?: Text;
  readonly roleArn?: string;
}

export interface ServiceConnect {
  readonly enabled: boolean;
  readonly namespace?: string;
  /** Sorted by port name. */
  readonly services?: readonly ConnectService[];
  readonly logConfiguration?: { readonly logDriver: string; readonly options?: Readonly<Record<string, string>> };
}

export interface ConnectService {
  readonly portName: string;
  readonly discoveryName: string;
  readonly clientAliases?: readonly { readonly port: number; readonly dnsName?: string }[];
  readonly ingressPortOverride?: number;
  readonly timeout?: { readonly idleTimeoutSeconds?: number; readonly perRequestTimeoutSeconds?: number };
}

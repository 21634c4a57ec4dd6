import type {
  Action,
  IpAddressType,
  LoadBalancerAddress,
  LoadBalancerSchemeEnum,
  LoadBalancerState,
  LoadBalancerTypeEnum,
  MutualAuthenticationAttributes,
  ProtocolEnum,
  RuleCondition,
  RuleTransform,
  TargetGroup as TargetGroupDescription,
  TargetGroupIpAddressTypeEnum,
  TargetTypeEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { createQuotas, type Quotas } from './quotas.ts';

/** One subnet that a load balancer stands in, with the network interface that it has there. */
export interface LoadBalancerZone {
  readonly subnetId: string;
  readonly zoneName: string;
  readonly networkInterfaceId: string;
  readonly addresses: LoadBalancerAddress[];
}

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly type: LoadBalancerTypeEnum;
  /** A gateway load balancer has none. */
  readonly scheme: LoadBalancerSchemeEnum | undefined;
  readonly vpcId: string;
  readonly createdAt: number;
  readonly dnsName: string | undefined;
  readonly customerOwnedIpv4Pool: string | undefined;
  ipAddressType: IpAddressType;
  /** The pool of its public addresses. */
  ipamPool: string | undefined;
  zones: LoadBalancerZone[];
  securityGroups: string[];
  enforcePrivateLinkRules: string | undefined;
  minimumCapacity: { units: number; since: number } | undefined;
  /** Only what was set; the rest follows from the table of defaults. */
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
}

export interface Listener {
  readonly arn: string;
  readonly loadBalancerArn: string;
  /** A gateway load balancer's listener has neither port nor protocol. */
  port: number | undefined;
  protocol: ProtocolEnum | undefined;
  sslPolicy: string | undefined;
  defaultCertificate: string | undefined;
  readonly extraCertificates: Set<string>;
  alpnPolicy: string[] | undefined;
  mutualAuthentication: MutualAuthenticationAttributes | undefined;
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
}

/** A listener's default actions are the actions of its default rule: kept once, here. */
export interface Rule {
  readonly arn: string;
  readonly listenerArn: string;
  priority: number | 'default';
  conditions: RuleCondition[];
  actions: Action[];
  transforms: RuleTransform[];
  readonly tags: Map<string, string>;
}

/** Under AWS's own names, since what is asked for, kept and told is the same set of members. */
export type HealthCheck = Pick<
  TargetGroupDescription,
  | 'HealthCheckEnabled'
  | 'HealthCheckProtocol'
  | 'HealthCheckPort'
  | 'HealthCheckPath'
  | 'HealthCheckIntervalSeconds'
  | 'HealthCheckTimeoutSeconds'
  | 'HealthyThresholdCount'
  | 'UnhealthyThresholdCount'
  | 'Matcher'
>;

export interface Target {
  readonly id: string;
  readonly port: number | undefined;
  readonly availabilityZone: string | undefined;
  readonly quicServerId: string | undefined;
  readonly registeredAt: number;
  /** When the deregistration delay ends; set while the target drains. */
  goneAt: number | undefined;
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly targetType: TargetTypeEnum;
  readonly protocol: ProtocolEnum | undefined;
  readonly protocolVersion: string | undefined;
  readonly port: number | undefined;
  readonly vpcId: string | undefined;
  readonly ipAddressType: TargetGroupIpAddressTypeEnum | undefined;
  readonly targetControlPort: number | undefined;
  healthCheck: HealthCheck;
  /** Since when a listener or rule forwards to it: health checks begin then. */
  usedSince: number | undefined;
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
  readonly targets: Map<string, Target>;
}

export interface TrustStore {
  readonly arn: string;
  readonly name: string;
  readonly tags: Map<string, string>;
}

/** What a target's health checks find: that it is well, or AWS's reason why it is not. */
export type Verdict = 'healthy' | 'Target.FailedHealthChecks' | 'Target.ResponseCodeMismatch' | 'Target.Timeout';

/** Plain records in Maps by ARN, so that a world can be cloned whole. */
export interface Elbv2State {
  readonly loadBalancers: Map<string, LoadBalancer>;
  readonly listeners: Map<string, Listener>;
  readonly rules: Map<string, Rule>;
  readonly targetGroups: Map<string, TargetGroup>;
  readonly trustStores: Map<string, TrustStore>;
  /** By name; a load balancer that is not named here becomes active in its time. */
  readonly loadBalancerStates: Map<string, LoadBalancerState>;
  /** By target group ARN, id and port; a target that is not named here is healthy. */
  readonly targetHealth: Map<string, Verdict>;
  /** The ARNs of the Lambda functions that load balancers may not invoke. */
  readonly closedFunctions: Set<string>;
  readonly quotas: Quotas;
}

export function createElbv2State(): Elbv2State {
  return {
    loadBalancers: new Map(),
    listeners: new Map(),
    rules: new Map(),
    targetGroups: new Map(),
    trustStores: new Map(),
    loadBalancerStates: new Map(),
    targetHealth: new Map(),
    closedFunctions: new Set(),
    quotas: createQuotas(),
  };
}

/** A target as a request names it. */
export type AskedTarget = Pick<Target, 'id' | 'port' | 'availabilityZone' | 'quicServerId'>;

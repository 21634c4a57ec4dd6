import * as applicationAutoScaling from '@aws-sdk/client-application-auto-scaling';
import * as autoScaling from '@aws-sdk/client-auto-scaling';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecs from '@aws-sdk/client-ecs';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Service } from '../../src/aws/operations.ts';
import type { SchemaModule } from '../../src/simulator/codec/schema.ts';

/** The operations by which what manifests are about is made or set: those that only change or delete it say nothing more. */
export const operations: Readonly<Partial<Record<Service, readonly string[]>>> = {
  elbv2: [
    'CreateLoadBalancer',
    'ModifyLoadBalancerAttributes',
    'ModifyCapacityReservation',
    'ModifyIpPools',
    'CreateListener',
    'ModifyListenerAttributes',
    'AddListenerCertificates',
    'CreateRule',
    'CreateTargetGroup',
    'ModifyTargetGroupAttributes',
    'RegisterTargets',
    'CreateTrustStore',
    'AddTrustStoreRevocations',
  ],
  ec2: ['CreateSecurityGroup', 'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'CreateLaunchTemplate'],
  ecs: [
    'CreateCluster',
    'PutClusterCapacityProviders',
    'CreateCapacityProvider',
    'RegisterTaskDefinition',
    'CreateService',
  ],
  autoScaling: [
    'CreateAutoScalingGroup',
    'EnableMetricsCollection',
    'PutLifecycleHook',
    'PutNotificationConfiguration',
    'PutScalingPolicy',
    'PutScheduledUpdateGroupAction',
    'PutWarmPool',
    'SuspendProcesses',
    'StartInstanceRefresh',
  ],
  applicationAutoScaling: ['RegisterScalableTarget', 'PutScalingPolicy', 'PutScheduledAction'],
};

export const schemas: Readonly<Partial<Record<Service, SchemaModule>>> = {
  elbv2,
  ec2,
  ecs,
  autoScaling,
  applicationAutoScaling,
};

/** Members that no manifest has to say, by the operation and where they stand in it. */
export const reasons: readonly (readonly [why: string, ...members: readonly RegExp[]])[] = [
  [
    'Only of the call itself',
    / DryRun$/,
    / ClientToken$/i,
    / VersionDescription$/,
    / SkipZonalShiftValidation$/,
    / TagSpecifications\.ResourceType$/,
    /^CreateAutoScalingGroup (Context|Tags\.ResourceId|Tags\.ResourceType)$/,
    /ModifyCapacityReservation ResetCapacityReservation$/,
    /ModifyIpPools RemoveIpamPools$/,
  ],
  ['Only answered, or refused where it is given', /\.TrustStoreAssociationStatus$/, /\.PeeringStatus$/, /\.IsDefault$/],
  ['For services of AWS that manage the object', /( |\.)Operator(\.|$)/],
  [
    'Of Classic Load Balancers, EC2-Classic and launch configurations, which evenkeel does not manage',
    / LoadBalancerNames$/,
    / LaunchConfigurationName$/,
    / loadBalancers\.loadBalancerName$/,
    /^CreateService role$/,
    /^AuthorizeSecurityGroup\w+ (GroupName|SourceSecurityGroupName|SourceSecurityGroupOwnerId)$/,
    /\.UserIdGroupPairs\.GroupName$/,
    / LaunchTemplateData\.SecurityGroups$/,
  ],
  [
    'Retired by AWS',
    /\.(KernelId|RamDiskId|BlockDurationMinutes)$/,
    /\.(ElasticGpuSpecifications|ElasticInferenceAccelerators)(\.|$)/,
    / inferenceAccelerators(\.|$)/,
    / MinAdjustmentStep$/,
  ],
  [
    'An older or shorter form of other members, which are said',
    /Actions\.TargetGroupArn$/,
    /\.UseExistingClientSecret$/,
    / Conditions\.(Values|RegexValues)$/,
    /^AuthorizeSecurityGroup\w+ (CidrIp|FromPort|ToPort|IpProtocol)$/,
    / (LaunchTemplate|\S+LaunchTemplateSpecification)\.LaunchTemplateName$/,
    /^CreateAutoScalingGroup (InstanceId|TargetGroupARNs|LifecycleHookSpecificationList)(\.|$)/,
    /^CreateAutoScalingGroup AvailabilityZone(s|Ids)$/,
    /\.AvailabilityZoneId$/,
    /^StartInstanceRefresh (DesiredConfiguration|Strategy)(\.|$)/,
    /^CreateCluster (capacityProviders|defaultCapacityProviderStrategy)(\.|$)/,
  ],
];

/** Why a member does not count. */
export function leftOut(action: string, path: string): string | undefined {
  return reasons.find(([, ...members]) => members.some((member) => member.test(`${action} ${path}`)))?.[0];
}

/** Listeners and rules have the same actions, which one table reads and writes for both. */
export function alike(member: string): string {
  return member.replace(/CreateRule Actions\.|CreateListener DefaultActions\./, 'actions ');
}

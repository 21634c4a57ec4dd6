import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2';

export type Tags = Map<string, string>;

export interface Vpc {
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly isDefault: boolean;
  readonly attributes: {
    EnableDnsHostnames: boolean;
    EnableDnsSupport: boolean;
    EnableNetworkAddressUsageMetrics: boolean;
  };
  readonly tags: Tags;
}

export interface Subnet {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
  readonly availabilityZoneId: string;
  readonly cidrBlock: string;
  mapPublicIpOnLaunch: boolean;
  readonly defaultForAz: boolean;
  availableIpAddressCount: number;
  readonly tags: Tags;
}

export interface SecurityGroupRule {
  readonly ruleId: string;
  isEgress: boolean;
  ipProtocol: string;
  fromPort?: number;
  toPort?: number;
  cidrIpv4?: string;
  cidrIpv6?: string;
  prefixListId?: string;
  referencedGroupId?: string;
  description?: string;
  readonly tags: Tags;
}

export interface SecurityGroup {
  readonly groupId: string;
  readonly groupName: string;
  readonly description: string;
  readonly vpcId: string;
  readonly rules: Map<string, SecurityGroupRule>;
  readonly tags: Tags;
}

export interface NetworkInterface {
  readonly networkInterfaceId: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly description: string;
  groupIds: string[];
  readonly privateIpAddress: string;
  readonly interfaceType: string;
  readonly requesterManaged: boolean;
  /** The instance whose primary interface it is. */
  readonly instanceId?: string;
  readonly tags: Tags;
  /** It disappears when the clock passes this. */
  goneAt?: number;
}

export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'terminated';

export interface Instance {
  readonly instanceId: string;
  readonly reservationId: string;
  readonly subnetId: string;
  readonly vpcId: string;
  state: InstanceState;
  readonly privateIpAddress: string;
  publicIpAddress?: string;
  groupIds: string[];
  readonly imageId: string;
  instanceType: string;
  readonly isSpot: boolean;
  readonly launchIndex: number;
  readonly keyName?: string;
  readonly tenancy: string;
  readonly monitored: boolean;
  sourceDestCheck: boolean;
  shutdownBehavior: string;
  /** In Base64, as it came. */
  userData?: string;
  /** Against being ended, or stopped, by a call. */
  readonly protection: { termination: boolean; stop: boolean };
  readonly networkInterfaceId: string;
  readonly launchTime: number;
  /** When it was terminated. */
  endedAt?: number;
  readonly clientToken?: string;
  readonly tags: Tags;
}

export interface Route {
  readonly destination: string;
  /** An internet gateway, `local`, or a NAT gateway: whatever id the caller gave. */
  readonly target: string;
}

export interface RouteTable {
  readonly routeTableId: string;
  readonly vpcId: string;
  readonly main: boolean;
  /** Association id → subnet id. */
  readonly associations: Map<string, string>;
  /** By destination. */
  readonly routes: Map<string, Route>;
  readonly tags: Tags;
}

export interface InternetGateway {
  readonly internetGatewayId: string;
  vpcId?: string;
  readonly tags: Tags;
}

export interface Address {
  readonly allocationId: string;
  readonly publicIp: string;
  readonly tags: Tags;
}

export interface NatGateway {
  readonly natGatewayId: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly connectivity: 'public' | 'private';
  /** The address that it goes out with. */
  readonly allocationId?: string;
  readonly tags: Tags;
}

export interface PrefixList {
  readonly prefixListId: string;
  readonly prefixListName: string;
  readonly addressFamily: string;
  readonly maxEntries: number;
  readonly entries: readonly string[];
  readonly tags: Tags;
}

export interface LaunchTemplateVersion {
  readonly number: number;
  readonly description: string | undefined;
  readonly createTime: number;
  readonly clientToken: string | undefined;
  readonly data: RequestLaunchTemplateData;
}

export interface LaunchTemplate {
  readonly launchTemplateId: string;
  readonly launchTemplateName: string;
  readonly createTime: number;
  readonly clientToken: string | undefined;
  defaultVersion: number;
  /** The number given last: a deleted version's number is never given again. */
  lastNumber: number;
  readonly versions: Map<number, LaunchTemplateVersion>;
  readonly tags: Tags;
}

export interface KeyPair {
  readonly keyPairId: string;
  readonly keyName: string;
  readonly keyType: 'rsa' | 'ed25519';
  readonly fingerprint: string;
  readonly createTime: number;
  readonly tags: Tags;
}

export interface Image {
  readonly imageId: string;
  readonly name: string;
  readonly createTime: number;
  readonly tags: Tags;
}

/** An instance's root volume. */
export interface Volume {
  readonly volumeId: string;
  readonly instanceId: string;
  readonly availabilityZone: string;
  readonly createTime: number;
  readonly tags: Tags;
}

/** All of EC2 that a load balancer touches, each kind by its id. */
export interface Ec2State {
  readonly vpcs: Map<string, Vpc>;
  readonly subnets: Map<string, Subnet>;
  readonly securityGroups: Map<string, SecurityGroup>;
  readonly networkInterfaces: Map<string, NetworkInterface>;
  readonly instances: Map<string, Instance>;
  readonly routeTables: Map<string, RouteTable>;
  readonly internetGateways: Map<string, InternetGateway>;
  readonly addresses: Map<string, Address>;
  readonly natGateways: Map<string, NatGateway>;
  readonly prefixLists: Map<string, PrefixList>;
  readonly launchTemplates: Map<string, LaunchTemplate>;
  readonly keyPairs: Map<string, KeyPair>;
  readonly images: Map<string, Image>;
  readonly volumes: Map<string, Volume>;
}

import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import {
  allocateAddress,
  describeAddresses,
  describeAddressesAttribute,
  disassociateAddress,
  releaseAddress,
} from './addresses.ts';
import { rehearsable } from './dry-run.ts';
import { describeImages, registerImage } from './images.ts';
import { describeInstances, movingInstances } from './instance-operations.ts';
import {
  describeInstanceAttribute,
  describeInstanceCreditSpecifications,
  modifyInstanceAttribute,
} from './instance-attributes.ts';
import { describeInstanceStatus } from './instance-status.ts';
import { describeInstanceTypes } from './instance-types.ts';
import { createKeyPair, deleteKeyPair, describeKeyPairs, importKeyPair } from './key-pairs.ts';
import { describeNetworkInterfaces } from './interfaces.ts';
import { createNetworkInterface, deleteNetworkInterface } from './own-interfaces.ts';
import {
  attachInternetGateway,
  createInternetGateway,
  deleteInternetGateway,
  describeInternetGateways,
  detachInternetGateway,
} from './internet-gateways.ts';
import {
  createLaunchTemplateVersion,
  deleteLaunchTemplateVersions,
  describeLaunchTemplateVersions,
} from './launch-template-versions.ts';
import {
  createLaunchTemplate,
  deleteLaunchTemplate,
  describeLaunchTemplates,
  modifyLaunchTemplate,
} from './launch-templates.ts';
import { describingRules, modifySecurityGroupRules } from './modify-rules.ts';
import { createNatGateway, deleteNatGateway, describeNatGateways } from './nat-gateways.ts';
import { describeNetworkAcls } from './network-acls.ts';
import { createManagedPrefixList, describeManagedPrefixLists } from './prefix-lists.ts';
import { describeAccountAttributes, describeRegions } from './regions.ts';
import {
  associateRouteTable,
  createRoute,
  createRouteTable,
  deleteRoute,
  deleteRouteTable,
  describeRouteTables,
  disassociateRouteTable,
  replaceRouteTableAssociation,
} from './route-tables.ts';
import { runInstances } from './run-instances.ts';
import { authorizing, describeSecurityGroupRules, revoking } from './security-group-rules.ts';
import { createSecurityGroup, deleteSecurityGroup, describeSecurityGroups } from './security-groups.ts';
import { createSubnet, deleteSubnet, describeSubnets, modifySubnetAttribute } from './subnets.ts';
import { createTags, deleteTags, describeTags } from './tags.ts';
import { describeVolumes } from './volumes.ts';
import { describeVpcAttribute, modifyVpcAttribute } from './vpc-attributes.ts';
import { createVpc, deleteVpc, describeVpcs } from './vpcs.ts';
import { describeAvailabilityZones } from './zones.ts';

const operations: Readonly<Record<string, Operation<World>>> = {
  AllocateAddress: allocateAddress,
  AssociateRouteTable: associateRouteTable,
  AttachInternetGateway: attachInternetGateway,
  AuthorizeSecurityGroupEgress: authorizing(true),
  AuthorizeSecurityGroupIngress: authorizing(false),
  CreateInternetGateway: createInternetGateway,
  CreateKeyPair: createKeyPair,
  CreateLaunchTemplate: createLaunchTemplate,
  CreateLaunchTemplateVersion: createLaunchTemplateVersion,
  CreateManagedPrefixList: createManagedPrefixList,
  CreateNatGateway: createNatGateway,
  CreateNetworkInterface: createNetworkInterface,
  CreateRoute: createRoute,
  CreateRouteTable: createRouteTable,
  CreateSecurityGroup: createSecurityGroup,
  CreateSubnet: createSubnet,
  CreateTags: createTags,
  CreateVpc: createVpc,
  DeleteInternetGateway: deleteInternetGateway,
  DeleteKeyPair: deleteKeyPair,
  DeleteLaunchTemplate: deleteLaunchTemplate,
  DeleteLaunchTemplateVersions: deleteLaunchTemplateVersions,
  DeleteNatGateway: deleteNatGateway,
  DeleteNetworkInterface: deleteNetworkInterface,
  DeleteRoute: deleteRoute,
  DeleteRouteTable: deleteRouteTable,
  DeleteSecurityGroup: deleteSecurityGroup,
  DeleteSubnet: deleteSubnet,
  DeleteTags: deleteTags,
  DeleteVpc: deleteVpc,
  DescribeAccountAttributes: describeAccountAttributes,
  DescribeAddresses: describeAddresses,
  DescribeAddressesAttribute: describeAddressesAttribute,
  DescribeAvailabilityZones: describeAvailabilityZones,
  DescribeImages: describeImages,
  DescribeInstanceAttribute: describeInstanceAttribute,
  DescribeInstanceCreditSpecifications: describeInstanceCreditSpecifications,
  DescribeInstanceStatus: describeInstanceStatus,
  DescribeInstanceTypes: describeInstanceTypes,
  DescribeInstances: describeInstances,
  DescribeInternetGateways: describeInternetGateways,
  DescribeKeyPairs: describeKeyPairs,
  DescribeLaunchTemplateVersions: describeLaunchTemplateVersions,
  DescribeLaunchTemplates: describeLaunchTemplates,
  DescribeManagedPrefixLists: describeManagedPrefixLists,
  DescribeNatGateways: describeNatGateways,
  DescribeNetworkAcls: describeNetworkAcls,
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  DescribeRegions: describeRegions,
  DescribeRouteTables: describeRouteTables,
  DescribeSecurityGroupRules: describeSecurityGroupRules,
  DescribeSecurityGroups: describeSecurityGroups,
  DescribeSubnets: describeSubnets,
  DescribeTags: describeTags,
  DescribeVolumes: describeVolumes,
  DescribeVpcAttribute: describeVpcAttribute,
  DescribeVpcs: describeVpcs,
  DetachInternetGateway: detachInternetGateway,
  DisassociateAddress: disassociateAddress,
  DisassociateRouteTable: disassociateRouteTable,
  ImportKeyPair: importKeyPair,
  ModifyInstanceAttribute: modifyInstanceAttribute,
  ModifyLaunchTemplate: modifyLaunchTemplate,
  ModifySecurityGroupRules: modifySecurityGroupRules,
  ModifySubnetAttribute: modifySubnetAttribute,
  ModifyVpcAttribute: modifyVpcAttribute,
  RegisterImage: registerImage,
  ReleaseAddress: releaseAddress,
  ReplaceRouteTableAssociation: replaceRouteTableAssociation,
  RevokeSecurityGroupEgress: revoking(true),
  RevokeSecurityGroupIngress: revoking(false),
  RunInstances: runInstances,
  StartInstances: movingInstances('running', 'pending'),
  StopInstances: movingInstances('stopped', 'stopping'),
  TerminateInstances: movingInstances('terminated', 'shutting-down'),
  UpdateSecurityGroupRuleDescriptionsEgress: describingRules(true),
  UpdateSecurityGroupRuleDescriptionsIngress: describingRules(false),
};

/** EC2's operations by the name that a call gives. */
export const ec2Operations: Readonly<Record<string, Operation<World>>> = Object.fromEntries(
  Object.entries(operations).map(([name, operation]) => [name, rehearsable(operation)]),
);

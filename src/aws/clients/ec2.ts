import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DeleteSecurityGroupCommand,
  DeleteTagsCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import type { Ec2Operation } from '../operations.ts';

export { EC2Client as Client };

export const commands = {
  describeVpcs: DescribeVpcsCommand,
  describeSubnets: DescribeSubnetsCommand,
  describeRouteTables: DescribeRouteTablesCommand,
  describeSecurityGroups: DescribeSecurityGroupsCommand,
  describeSecurityGroupRules: DescribeSecurityGroupRulesCommand,
  describeInstances: DescribeInstancesCommand,
  describeNetworkInterfaces: DescribeNetworkInterfacesCommand,
  createSecurityGroup: CreateSecurityGroupCommand,
  deleteSecurityGroup: DeleteSecurityGroupCommand,
  authorizeSecurityGroupIngress: AuthorizeSecurityGroupIngressCommand,
  authorizeSecurityGroupEgress: AuthorizeSecurityGroupEgressCommand,
  modifySecurityGroupRules: ModifySecurityGroupRulesCommand,
  revokeSecurityGroupIngress: RevokeSecurityGroupIngressCommand,
  revokeSecurityGroupEgress: RevokeSecurityGroupEgressCommand,
  createTags: CreateTagsCommand,
  deleteTags: DeleteTagsCommand,
} satisfies Record<Ec2Operation, unknown>;

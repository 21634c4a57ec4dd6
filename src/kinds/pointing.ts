import type { Ref, ResourceId, Text } from '../core/value.ts';
import type { SecurityGroupPointer, SubnetPointer, TargetGroupPointer, VpcPointer } from './pointer.ts';
import { parseRef } from './references.ts';

/** The resource that a manifest of this name stands for. */
export function resourceId(type: string, ref: string, namespace: string): ResourceId {
  const target = parseRef(ref, namespace);
  return `${type}/${target.namespace}/${target.name}`;
}

/** A VPC; the account's default one where none is said, as AWS would choose. */
export function vpcText(pointer: VpcPointer = { default: true }): Text {
  if (pointer.id !== undefined) return pointer.id;
  if (pointer.name !== undefined) return { $find: 'vpc', by: { name: pointer.name } };
  if (pointer.tags !== undefined) return { $find: 'vpc', by: { tags: pointer.tags } };
  return { $find: 'vpc', by: { default: true } };
}

/** A security group; by name in that VPC only, if one is said, since that is where names are unique. */
export function securityGroupText(pointer: SecurityGroupPointer, namespace: string, vpc: Text | undefined): Text {
  if (pointer.id !== undefined) return pointer.id;
  if (pointer.ref !== undefined) return idRef(resourceId('security-group', pointer.ref, namespace));
  return { $find: 'security-group', by: { name: pointer.name }, ...(vpc === undefined ? {} : { vpc }) };
}

/** By name one subnet is meant, by tags or default all there are. */
export function subnetText(pointer: SubnetPointer, vpc: Text | undefined): Text {
  if (pointer.id !== undefined) return pointer.id;
  const scope = vpc === undefined ? {} : { vpc };
  if (pointer.name !== undefined) return { $find: 'subnet', by: { name: pointer.name }, ...scope };
  if (pointer.tags !== undefined) return { $find: 'subnet', by: { tags: pointer.tags }, ...scope, many: true };
  return { $find: 'subnet', by: { default: true }, ...scope, many: true };
}

export function targetGroupText(pointer: TargetGroupPointer, namespace: string): Text {
  if (pointer.arn !== undefined) return pointer.arn;
  if (pointer.name !== undefined) return { $find: 'target-group', by: { name: pointer.name } };
  return { $ref: resourceId('target-group', pointer.ref, namespace), output: 'arn' };
}

/** The ARN that AWS gives to one of our own resources. */
export function arnOf(resource: ResourceId): Ref {
  return { $ref: resource, output: 'arn' };
}

/** The id that AWS gives to one of our own resources. */
export function idRef(resource: ResourceId): Ref {
  return { $ref: resource, output: 'id' };
}

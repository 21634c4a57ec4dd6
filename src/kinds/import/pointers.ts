import { nameIn } from '../../aws/subject.ts';
import { find, plain } from '../../core/inventory.ts';
import type { Find, Text } from '../../core/value.ts';
import type { Identity, ImportContext } from './context.ts';

type Pointer = Readonly<Record<string, string>>;

/*
 * How what is imported points at things: by `ref` at what is imported along with it, by name where just one has it, else by id. All of
 * it from within one namespace.
 */

/** At the manifest of something that is imported. */
export function refTo(identity: Identity | undefined, namespace: string): Pointer | undefined {
  if (identity === undefined) return undefined;
  return { ref: identity.namespace === namespace ? identity.name : `${identity.namespace}/${identity.name}` };
}

export function vpcPointer(id: string, { inventory }: ImportContext): Pointer {
  const name = inventory.vpcs.find((one) => one.id === id)?.name;
  return named(inventory, { $find: 'vpc', by: { name: name ?? '' } }, undefined, id) ?? { id };
}

export function subnetPointer(subnet: Text, { inventory }: ImportContext): Pointer {
  const id = plain(subnet);
  const { name = '', vpc } = inventory.subnets.find((one) => one.id === id) ?? {};
  return named(inventory, { $find: 'subnet', by: { name } }, vpc, id) ?? { id };
}

/** The VPC in which subnets are looked up by name. */
export function vpcOf(subnets: readonly Text[], { inventory }: ImportContext): string | undefined {
  return inventory.subnets.find(({ id }) => id === subnets[0])?.vpc;
}

export function securityGroupPointer(group: Text, namespace: string, context: ImportContext): Pointer {
  const id = plain(group);
  const { name = '', vpc } = context.inventory.securityGroups.find((one) => one.id === id) ?? {};
  return (
    refTo(context.identityOf(id), namespace) ??
    named(context.inventory, { $find: 'security-group', by: { name } }, vpc, id) ?? { id }
  );
}

/** AWS has each name of a target group once in a region. */
export function targetGroupPointer(group: Text, namespace: string, context: ImportContext): Pointer {
  const arn = plain(group);
  return refTo(context.identityOf(arn), namespace) ?? { name: nameIn(arn) ?? '' };
}

export function loadBalancerPointer(arn: string, namespace: string, context: ImportContext): Pointer {
  return refTo(context.identityOf(arn), namespace) ?? { name: nameIn(arn) ?? '' };
}

/** By name, where that finds this one and no other. */
function named(
  inventory: ImportContext['inventory'],
  query: Find & { readonly by: { readonly name: string } },
  vpc: string | undefined,
  id: string,
): Pointer | undefined {
  const { name } = query.by;
  if (name === '') return undefined;
  const found = find(inventory, query, vpc);
  return 'ids' in found && found.ids[0] === id ? { name } : undefined;
}

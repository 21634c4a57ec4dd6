import { type NormalizedSchema, type OperationSchema, textTrait } from '../codec/schema.ts';
import { lowerFirst, shown } from './spelling.ts';

/** Calls whose parameters and answer EC2 writes down whole, under the names that they have on the wire. */
const whole = /LaunchTemplate|SecurityGroupRules$|ManagedPrefixList|NatGateway/;

/** Lists that EC2 writes down under another name, each with the name of a member that is not a structure. */
const lists: Readonly<Record<string, readonly [list: string, member: string]>> = {
  InstanceIds: ['instancesSet', 'instanceId'],
  Resources: ['resourcesSet', 'resourceId'],
  SecurityGroupIds: ['groupSet', 'groupId'],
  SecurityGroups: ['groupSet', 'groupName'],
  SecurityGroupRuleIds: ['securityGroupRuleIdSet', 'securityGroupRuleId'],
  Tags: ['tagSet', 'tag'],
  TagSpecifications: ['tagSpecificationSet', 'tagSpecification'],
};

/** A call's parameters as EC2's records have them: lists as `{ items }`. */
export function spellEc2Request({ name, input }: OperationSchema, value: object): object {
  if (whole.test(name)) return { [`${name}Request`]: spellWhole(input, value) };
  return spellStructure(
    input,
    value,
    (member, schema) => lists[member]?.[0] ?? lowerFirst(textTrait(schema, 'xmlName') ?? member),
  );
}

/** What a call answered, likewise. */
export function spellEc2Answer({ name, output }: OperationSchema, value: object, requestId: string): object {
  if (output.isUnitSchema()) return { requestId, _return: true };
  const members = spellStructure(output, value, (member, schema) => textTrait(schema, 'xmlName') ?? lowerFirst(member));
  const { return: succeeded, ...rest } = members;
  const answer = { requestId, ...(succeeded === undefined ? {} : { _return: succeeded }), ...rest };
  return whole.test(name) ? { [`${name}Response`]: answer } : answer;
}

type Naming = (member: string, schema: NormalizedSchema) => string;

function spellStructure(schema: NormalizedSchema, value: object, naming: Naming): Record<string, unknown> {
  if (schema.isUnitSchema()) return {};
  const members = value as Readonly<Record<string, unknown>>;
  const spelt: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const item = members[name];
    if (item === undefined || item === null) continue;
    const itemName = lists[name]?.[1] ?? lowerFirst(name).replace(/s$/, '');
    spelt[naming(name, member)] = shown(name, item, () => spellValue(member, item, itemName));
  }
  return spelt;
}

/** Structures within have the names of the wire, whichever way they go. */
function spellValue(schema: NormalizedSchema, value: unknown, itemName: string): unknown {
  if (value instanceof Date) return value.getTime();
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    const items = (value as readonly unknown[]).map((item) =>
      member.isStructSchema() ? spellValue(member, item, itemName) : { [itemName]: item },
    );
    return items.length === 0 ? {} : { items };
  }
  if (!schema.isStructSchema()) return value;
  return spellStructure(schema, value as object, (name, member) => lowerFirst(textTrait(member, 'xmlName') ?? name));
}

function spellWhole(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    return (value as readonly unknown[]).map((item) => spellWhole(member, item));
  }
  if (!schema.isStructSchema()) return value;
  const members = value as Readonly<Record<string, unknown>>;
  const spelt: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const item = members[name];
    if (item === undefined || item === null) continue;
    const wireName = textTrait(member, 'ec2QueryName') ?? textTrait(member, 'xmlName') ?? name;
    spelt[wireName] = shown(name, item, (inner) => spellWhole(member, inner));
  }
  return spelt;
}

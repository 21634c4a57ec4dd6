import { AwsError } from '../service.ts';

/** AWS's answer to a request that is wrong in itself. */
export function refuse(message: string): never {
  throw new AwsError('ValidationError', message);
}

/** AWS's answer to a request whose parts don't go together, or not with what stands. */
export function refuseConfiguration(message: string): never {
  throw new AwsError('InvalidConfigurationRequest', message);
}

/** The value; a missing one is refused under the name that AWS's message gives it, e.g. `load balancer ARN`. */
export function required<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined || value === '') refuse(`${/^[aeiou]/.test(what) ? 'An' : 'A'} ${what} must be specified`);
  return value;
}

export function requireSome<Item>(items: Item[] | undefined, what: string): Item[] {
  if (items === undefined || items.length === 0) refuse(`At least one ${what} must be specified`);
  return items;
}

export function requireOneOf(value: string | undefined, member: string, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value)) return;
  refuseConstraint(value, member, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
}

export function requireRange(value: number | undefined, member: string, least: number, most: number): void {
  if (value === undefined) return;
  if (value < least) refuseConstraint(value, member, `Member must have value greater than or equal to ${least}`);
  if (value > most) refuseConstraint(value, member, `Member must have value less than or equal to ${most}`);
}

export function requireLength(value: string | undefined, member: string, most: number): void {
  if (value === undefined || value.length <= most) return;
  refuseConstraint(value, member, `Member must have length less than or equal to ${most}`);
}

/** Load balancers and target groups are named by the same rules. */
export function requireName(value: string | undefined, what: 'Load balancer' | 'Target group'): string {
  const name = required(value, `${what.toLowerCase()} name`);
  if (name.length > 32) refuse(`${what} name '${name}' cannot be longer than '32' characters`);
  if (!/^[A-Za-z0-9-]+$/.test(name)) {
    refuse(`${what} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`);
  }
  if (name.startsWith('-') || name.endsWith('-')) refuse(`${what} name '${name}' cannot begin or end with a hyphen(-)`);
  if (what === 'Load balancer' && name.startsWith('internal-')) {
    refuse(`Load balancer name '${name}' cannot begin with 'internal-'`);
  }
  return name;
}

function refuseConstraint(value: unknown, member: string, constraint: string): never {
  refuse(
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

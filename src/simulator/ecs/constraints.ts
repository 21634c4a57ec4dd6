import { AwsError } from '../service.ts';

/** A request that AWS takes for wrong in itself. */
export function refuse(message: string): never {
  throw new AwsError('InvalidParameterException', message);
}

/** A request that AWS blames on the caller in its oldest way, as it does where task definitions are concerned. */
export function refuseClient(message: string): never {
  throw new AwsError('ClientException', message);
}

export function required<Value>(value: Value | undefined, name: string): Value {
  if (value !== undefined && value !== '') return value;
  return refuse(`${name} cannot be null or empty`);
}

/** As many as one call may name. */
export function requireAtMost(items: readonly unknown[] = [], most: number, what: string): void {
  if (items.length > most) refuse(`${what} can have at most ${most} items.`);
}

export function requireName(name: string, what: string): void {
  if (/^[A-Za-z0-9][\w-]{0,254}$/.test(name)) return;
  refuse(`${what} must match ^[a-zA-Z0-9][a-zA-Z0-9_-]{0,254}$: '${name}'`);
}

/** `type/namespace/name…`, e.g. `listener-rule/default/web-alb/80/api`. */
export type ResourceId = string;

/** Stands for what AWS will call another resource of ours, e.g. its ARN. */
export interface Ref {
  readonly $ref: ResourceId;
  /** Which of its outputs is meant: `arn`, `id` … */
  readonly output: string;
  /** Compared, but no reason to wait: the value is never sent to AWS. */
  readonly weak?: true;
}

/** What can be looked up. */
export type Findable =
  | 'vpc'
  | 'subnet'
  | 'security-group'
  | 'target-group'
  | 'load-balancer'
  | 'instance'
  | 'image'
  | 'cluster';

/** Stands for an object that is not ours, found by its name, its tags or as AWS's default. */
export interface Find {
  readonly $find: Findable;
  readonly by:
    | { readonly id: string }
    | { readonly name: string }
    | { readonly tags: Readonly<Record<string, string>> }
    | { readonly default: true };
  /** Narrows the search to one network. */
  readonly vpc?: Text;
  /** All that match, at least one; without it, exactly one. */
  readonly many?: true;
}

/** Stands for a secret: where it comes from, and a digest that shows whether it changed. The secret itself is never in a plan. */
export interface Secret {
  readonly $secret: string;
  readonly digest: string;
}

/** Stands for what is known after apply: AWS chooses it when the resource is created. */
export interface Unknown {
  readonly $unknown: ResourceId;
}

/** A text of a wanted state; in a live state always a plain string. */
export type Text = string | Ref | Find | Unknown;

type Json = unknown;

export function isRef(value: Json): value is Ref {
  return typeof value === 'object' && value !== null && '$ref' in value;
}

export function isFind(value: Json): value is Find {
  return typeof value === 'object' && value !== null && '$find' in value;
}

export function isSecret(value: Json): value is Secret {
  return typeof value === 'object' && value !== null && '$secret' in value;
}

export function isUnknown(value: Json): value is Unknown {
  return typeof value === 'object' && value !== null && '$unknown' in value;
}

/** Whether a value has an `Unknown` anywhere inside. */
export function hasUnknown(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (isUnknown(value)) return true;
  for (const key in value) if (hasUnknown((value as Readonly<Record<string, Json>>)[key])) return true;
  return false;
}

/** Every ref inside a value, in order of appearance. */
export function refsOf(value: Json): Ref[] {
  return collect(value, isRef, []);
}

/** Every look-up inside a value. */
export function findsOf(value: Json): Find[] {
  return collect(value, isFind, []);
}

/** Every secret inside a value; AWS lets a resource hold one at most. */
export function secretsOf(value: Json): Secret[] {
  return collect(value, isSecret, []);
}

function collect<Kind>(value: Json, is: (value: Json) => value is Kind, found: Kind[]): Kind[] {
  if (typeof value !== 'object' || value === null) return found;
  if (Array.isArray(value)) for (const member of value) collect(member, is, found);
  else if (is(value)) found.push(value);
  else for (const key in value) collect((value as Record<string, Json>)[key], is, found);
  return found;
}

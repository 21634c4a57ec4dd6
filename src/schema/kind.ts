import type { TSchema } from 'typebox';

/** The one version of the manifest API. */
export const group = 'evenkeel.dev';
export const version = 'v1';
export const apiVersion = `${group}/${version}`;

/** Everything that makes a manifest kind: add one of these to the registry and the rest follows. */
export interface Kind<Name extends string = string, Spec extends TSchema = TSchema> {
  readonly kind: Name;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly description: string;
  readonly spec: Spec;
  /** What the controller reports beside the conditions; written by it alone. */
  readonly status: TSchema;
  /** Which field of the status stands in the ADDRESS column. */
  readonly address: string;
}

/** Keeps the literal name and the spec's type. */
export function kind<const Name extends string, Spec extends TSchema>(definition: Kind<Name, Spec>): Kind<Name, Spec> {
  return definition;
}

import type { Static } from 'typebox';
import type { SourceDocument } from '../core/problem.ts';
import type { Policy } from '../core/resource.ts';
import type { KindName, kinds } from './index.ts';

/** A document that its kind's schema accepts. */
interface ManifestOf<Kind extends KindName, Spec> {
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
  /** `Kind/namespace/name`. */
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly policy: Policy;
  readonly spec: Spec;
  readonly source: SourceDocument;
  /** The whole of it, as its schema understands it. */
  readonly document: object;
}

type SpecOf<Kind extends KindName> = Static<Extract<(typeof kinds)[number], { kind: Kind }>['spec']>;

type Manifests = { [Kind in KindName]: ManifestOf<Kind, SpecOf<Kind>> };

/** A manifest of the given kind, or of any. */
export type Manifest<Kind extends KindName = KindName> = Manifests[Kind];

/** The identity of a document, as far as it can be read. */
export interface Identity {
  readonly source: SourceDocument;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** `Kind/namespace/name`, where all three can be read. */
export function idOf({ kind, namespace, name }: Identity): string | undefined {
  return kind === undefined || namespace === undefined || name === undefined
    ? undefined
    : `${kind}/${namespace}/${name}`;
}

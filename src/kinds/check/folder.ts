import { groupBy } from '../../core/group-by.ts';
import type { Fault } from '../../schema/fault.ts';
import type { KindName } from '../index.ts';
import type { Identity, Manifest } from '../manifest.ts';
import { idOf } from '../manifest.ts';

/** Looks at one manifest, with the others at hand, for one sort of mistake. */
export type Check<Kind extends KindName = KindName> = (
  manifest: Manifest<Kind>,
  folder: ManifestFolder,
) => Iterable<Fault>;

/** The account and region that a namespace belongs to: the same text for the same place. */
export type PlaceOf = (namespace: string) => string;

/** All documents of a folder, ready to be asked about. */
export class ManifestFolder {
  readonly manifests: readonly Manifest[];
  /** Every document that can be identified, valid or not, by identity. */
  readonly documents: ReadonlyMap<string, readonly Identity[]>;
  readonly placeOf: PlaceOf;
  readonly #byId: ReadonlyMap<string, Manifest>;
  readonly #facts = new Map<unknown, unknown>();

  constructor(manifests: readonly Manifest[], documents: readonly Identity[], placeOf: PlaceOf) {
    this.placeOf = placeOf;
    this.manifests = manifests;
    this.documents = groupBy(documents, idOf);
    this.#byId = new Map(manifests.map((manifest) => [manifest.id, manifest]));
  }

  find<Kind extends KindName>(kind: Kind, namespace: string, name: string): Manifest<Kind> | undefined {
    return this.#byId.get(`${kind}/${namespace}/${name}`) as Manifest<Kind> | undefined;
  }

  /** Something about all manifests, worked out once however many of them ask. */
  fact<Fact>(about: (manifests: readonly Manifest[]) => Fact): Fact {
    if (!this.#facts.has(about)) this.#facts.set(about, about(this.manifests));
    return this.#facts.get(about) as Fact;
  }
}

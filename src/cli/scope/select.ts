import { wrongInput } from '../../core/errors.ts';
import { inNamespace } from '../../engine/cycle.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { kinds } from '../../kinds/index.ts';
import { kindNamed, noKindNamed } from '../../schema/kind-named.ts';
import { didYouMean } from '../../schema/nearest.ts';

/** What of the folder is asked for. */
export interface Asked {
  /** As people write it: `LoadBalancer`, `loadbalancers`, `lb`, or with the name, `lb/web-alb`. */
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

interface Named {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What a verb is about. */
export interface Selection {
  /** Whether it is about a manifest (`Kind/namespace/name`). */
  readonly has: (manifest: string) => boolean;
  /** Whether it is about some of the folder's manifests, one by one, and so about none that was removed. */
  readonly isListed: boolean;
}

/** A namespace is meant with what was removed from it; a kind or a name means what the folder has. */
export function selectionOf({ manifests, invalid }: Loaded, asked: Asked): Selection {
  if (asked.kind === undefined) return { has: inNamespace(asked.namespace), isListed: false };
  const wrong = invalid.map((id) => {
    const [kind = '', namespace = '', name = ''] = id.split('/');
    return { kind, namespace, name };
  });
  const meant = select([...manifests, ...wrong], asked);
  const ids = new Set(meant.map(({ kind, namespace, name }) => `${kind}/${namespace}/${name}`));
  return { has: (manifest) => ids.has(manifest), isListed: true };
}

/** Those that are meant. None of the name that is asked for is an error, none at all is not. */
export function select<One extends Named>(objects: readonly One[], asked: Asked): One[] {
  const [kindWord, nameBehind] = asked.kind?.split('/', 2) ?? [];
  const { name = nameBehind } = asked;
  const isInNamespace = inNamespace(asked.namespace);
  const kind = kindWord === undefined ? undefined : kindMeant(kindWord);
  const candidates = objects.filter(
    (object) => isInNamespace(`${object.kind}/${object.namespace}`) && (kind === undefined || object.kind === kind),
  );
  if (name === undefined) return candidates;
  const found = candidates.filter((object) => object.name === name);
  if (found.length > 0) return found;
  const names = candidates.map((object) => object.name);
  const others = objects.filter(
    (object) => object.name === name && isInNamespace(`${object.kind}/${object.namespace}`),
  );
  const [other] = others.map((object) => `${object.kind.toLowerCase()}/${name}`);
  throw wrongInput(
    `the folder has no ${kind ?? 'manifest'} "${name}"`,
    other === undefined ? (didYouMean(name, names) ?? hintOf(names)) : `did you mean ${other}?`,
  );
}

function hintOf(names: readonly string[]): string {
  if (names.length === 0) return 'it has none at all; evenkeel get -o name lists what it has';
  return `it has ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`;
}

function kindMeant(word: string): string {
  const found = kindNamed(kinds, word);
  if (found !== undefined) return found.kind;
  const { problem, hint } = noKindNamed(kinds, word);
  throw wrongInput(problem, hint);
}

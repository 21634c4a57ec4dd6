import { wrongInput } from '../../core/errors.ts';
import { inNamespace } from '../../engine/cycle.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { kinds } from '../../kinds/index.ts';
import { kindNamed, noKindNamed } from '../../schema/kind-named.ts';
import { didYouMean } from '../../schema/nearest.ts';

/** What of the folder is asked for. */
export interface Asked {
  /** As people write it: `LoadBalancer`, `loadbalancers`, `lb`, or with the name, `lb/web-alb`; several as `lb,tg`, or `all`. */
  readonly kind: string | undefined;
  readonly name: string | undefined;
  /** Further names of that kind, or each with its kind as `tg/web`. */
  readonly more?: readonly string[];
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
  if (asked.kind === undefined || (asked.kind === 'all' && asked.name === undefined))
    return { has: inNamespace(asked.namespace), isListed: false };
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
  const isInNamespace = inNamespace(asked.namespace);
  const within = objects.filter(({ kind, namespace }) => isInNamespace(`${kind}/${namespace}`));
  const meant = new Set(partsOf(asked).flatMap((part) => selectPart(within, part)));
  return within.filter((object) => meant.has(object));
}

/** Some kinds, all where there are none, and of them all or one name. */
interface Part {
  readonly kinds: readonly string[];
  readonly name: string | undefined;
}

function partsOf({ kind, name, more = [] }: Asked): Part[] {
  if (kind === undefined) return [{ kinds: [], name }];
  const names = name === undefined ? [] : [name, ...more];
  if (kind.includes('/')) return [kind, ...names].map(partNamed);
  const meant = kindsMeant(kind);
  return names.length === 0 ? [{ kinds: meant, name: undefined }] : names.map((one) => ({ kinds: meant, name: one }));
}

function partNamed(word: string): Part {
  const [kind = '', name] = word.split('/', 2);
  if (name === undefined)
    throw wrongInput(`"${word}" does not say its kind`, 'write each as kind/name, or one kind with names behind it');
  return { kinds: kindsMeant(kind), name };
}

function selectPart<One extends Named>(objects: readonly One[], { kinds: meant, name }: Part): One[] {
  const candidates = meant.length === 0 ? objects : objects.filter(({ kind }) => meant.includes(kind));
  if (name === undefined) return [...candidates];
  const found = candidates.filter((object) => object.name === name);
  if (found.length > 0) return found;
  const names = candidates.map((object) => object.name);
  const other = objects.find((object) => object.name === name);
  throw wrongInput(
    `the folder has no ${meant.join(' or ') || 'manifest'} "${name}"`,
    other === undefined
      ? (didYouMean(name, names) ?? hintOf(names))
      : `did you mean ${other.kind.toLowerCase()}/${name}?`,
  );
}

function hintOf(names: readonly string[]): string {
  if (names.length === 0) return 'it has none at all; evenkeel get -o name lists what it has';
  return `it has ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`;
}

/** `lb`, `lb,tg`, or `all`. */
function kindsMeant(words: string): string[] {
  return words === 'all' ? [] : words.split(',').map(kindMeant);
}

function kindMeant(word: string): string {
  const found = kindNamed(kinds, word);
  if (found !== undefined) return found.kind;
  const { problem, hint } = noKindNamed(kinds, word);
  throw wrongInput(problem, hint);
}

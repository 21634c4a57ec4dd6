import { createHash } from 'node:crypto';
import { declaredNames, memoryName, type Fields } from './fields.ts';
import { digest } from './json.ts';
import type { Live, TargetsBy, Wanted } from './resource.ts';
import { sourcesIn, sourceTag, type SourceLabel } from './source-label.ts';
import { isRef, secretsOf } from './value.ts';

type Tags = Readonly<Record<string, string>>;

const prefix = 'evenkeel.dev/';

/**
 * What we remember, we remember in AWS: `owner` and `resource` say whose it is, `part` which part of the manifest,
 * `applied` what the last apply left (content hash, then the names of the declared fields), `deletion` whether it is to
 * outlive its manifest, `secret` the digest of what AWS never answers, `targets` who says what a target group holds,
 * `adopted` what stood in it when it was taken over, is in no manifest, and may not go before somebody has seen that it would,
 * `source` what was given to the run that applied it, `asked` the text by which something was asked to be done once.
 */
const keys = {
  owner: `${prefix}owner`,
  resource: `${prefix}resource`,
  part: `${prefix}part`,
  applied: `${prefix}applied`,
  deletion: `${prefix}deletion`,
  secret: `${prefix}secret`,
  targets: `${prefix}targets`,
  adopted: `${prefix}adopted`,
  source: `${prefix}source`,
  asked: `${prefix}asked`,
} as const;

/** The tag by which all that is an installation's can be found. */
export const ownerTag = keys.owner;

/** The tag that says which manifest it belongs to: `Kind/namespace/name`. */
export const manifestTag = keys.resource;

/** What a resource's tags say of it. */
export interface Owned {
  readonly owner: string;
  readonly manifest: string;
  /** The key of a child among its siblings. */
  readonly part: string;
  readonly hash: string;
  readonly retain: boolean;
  /** The digest of the secret that was last written to it. */
  readonly secret: string | undefined;
  /** Who said what the target group held when it was last applied. */
  readonly targets: TargetsBy | undefined;
  /** The text by which something was last asked to be done once. */
  readonly asked: string | undefined;
  /** The labels of the sources that it was last written from: its own manifest's, then those of others with a say in it. */
  readonly sources: readonly SourceLabel[] | undefined;
  /** Whether the field was declared when it was last applied. */
  once(field: string, key?: string): boolean;
  /** Whether anything of what stood in it when it was adopted is yet to be agreed about. */
  readonly inherits: boolean;
  /** Whether that is among it: by its `physical`, or the name of a list. */
  inherited(name: string): boolean;
}

export function readOwnership(tags: Tags): Owned | undefined {
  const owner = tags[keys.owner];
  const manifest = tags[keys.resource];
  if (owner === undefined || manifest === undefined) return undefined;
  return new Tagged(owner, manifest, tags);
}

/** Read bit by bit, for most of those who ask want to know one thing. */
class Tagged implements Owned {
  readonly owner: string;
  readonly manifest: string;
  readonly #tags: Tags;
  #remembered: ReadonlySet<string> | undefined;
  #inheritance: ReadonlySet<string> | undefined;

  constructor(owner: string, manifest: string, tags: Tags) {
    this.owner = owner;
    this.manifest = manifest;
    this.#tags = tags;
  }

  get part(): string {
    return this.#tags[keys.part] ?? '';
  }

  get hash(): string {
    const applied = this.#applied;
    const dot = applied.indexOf('.');
    return dot === -1 ? applied : applied.slice(0, dot);
  }

  get retain(): boolean {
    return this.#tags[keys.deletion] === 'retain';
  }

  get secret(): string | undefined {
    return this.#tags[keys.secret];
  }

  get targets(): TargetsBy | undefined {
    return this.#tags[keys.targets] as TargetsBy | undefined;
  }

  get asked(): string | undefined {
    return this.#tags[keys.asked];
  }

  get sources(): readonly SourceLabel[] | undefined {
    const source = this.#tags[keys.source];
    return source === undefined ? undefined : sourcesIn(source);
  }

  get inherits(): boolean {
    return this.#tags[keys.adopted] !== undefined;
  }

  once(field: string, key?: string): boolean {
    const applied = this.#applied;
    this.#remembered ??= new Set(applied.slice(applied.indexOf('.') + 1).match(/.{3}/g));
    return this.#remembered.has(shortName(memoryName(field, key)));
  }

  inherited(name: string): boolean {
    const adopted = this.#tags[keys.adopted];
    if (adopted === undefined) return false;
    this.#inheritance ??= new Set(adopted.match(/.{3}/g));
    return adopted === TOO_MANY || this.#inheritance.has(shortOf(name));
  }

  get #applied(): string {
    return this.#tags[keys.applied] ?? '';
  }
}

/** Our own tags for a resource, as they are to stand once it is applied. */
export function ownershipTags<State extends object>(owner: string, wanted: Wanted<State>, fields: Fields<State>): Tags {
  const { manifest, key, parent, policy, targets, from, asked, state } = wanted;
  const names = shortNamesOf(declaredNames(fields, ownSay(state)));
  const [secret] = secretsOf(state);
  const tags: Record<string, string> = { [keys.owner]: owner, [keys.resource]: manifest };
  if (key !== '') tags[keys.part] = key;
  tags[keys.applied] = `${digestOf(wanted)}.${names}`;
  if (policy.deletion === 'retain' && key === '') tags[keys.deletion] = 'retain';
  if (secret !== undefined) tags[keys.secret] = secret.digest;
  if (targets !== undefined) tags[keys.targets] = targets;
  if (asked !== undefined) tags[keys.asked] = asked;
  if (from !== undefined && parent === undefined) tags[keys.source] = sourceTag(from);
  return tags;
}

/** The longest value that AWS takes for a tag. */
const TAG_LENGTH = 256;

/** Stands for whatever is in it, where a tag can't hold all of it. */
const TOO_MANY = '*';

/** What remembers that these stood in it when it was adopted; no tag where nothing did. */
export function inheritanceTags(names: readonly string[]): Tags {
  if (names.length === 0) return {};
  const shorts = [...new Set(names.map(shortOf))].sort().join('');
  return { [keys.adopted]: shorts.length > TAG_LENGTH ? TOO_MANY : shorts };
}

/** The same before all of it stands: whose it is and what was declared, but not that it is as applied. */
export function asUnfinished(tags: Tags): Tags {
  const applied = tags[keys.applied] ?? '';
  return { ...tags, [keys.applied]: applied.slice(applied.indexOf('.')) };
}

/** As unfinished, and still knowing who said what it held, from where, and what it inherited: that is yet to go. */
export function asHeld(tags: Tags, live: Tags): Tags {
  const kept = [keys.targets, keys.adopted, keys.source].filter((key) => live[key] !== undefined);
  return { ...asUnfinished(tags), ...Object.fromEntries(kept.map((key) => [key, live[key]!])) };
}

/** Whether our own tags are as the last apply of that wanted state would have left them, wherever it came from. */
export function isRemembered<State extends object>(
  owner: string,
  wanted: Wanted<State>,
  fields: Fields<State>,
  tags: Tags,
): boolean {
  const ours = ownershipTags(owner, wanted, fields);
  for (const key in ours) if (tags[key] !== ours[key] && !isSourceTag(key)) return false;
  // What was inherited is judged with what stands in it.
  for (const key in tags) {
    if (isOurTag(key) && ours[key] === undefined && key !== keys.adopted && !isSourceTag(key)) return false;
  }
  return true;
}

/** Where something came from is written along with what else is remembered, and never by itself. */
export function isSourceTag(key: string): boolean {
  return key === keys.source;
}

/** The content hash under which a wanted state is remembered. */
export function digestOf(wanted: Wanted): string {
  return wanted.hash ?? digest([ownSay(wanted.state), wanted.content]);
}

/** Whether what stands carries the hash of that very wanted state. */
export function isAsApplied(wanted: Wanted, live: Live): boolean {
  return readOwnership(live.tags)?.hash === digestOf(wanted);
}

/** With its hash, which is worked out once, when the folder is read, and not in every plan. */
export function hashed<State extends object>(wanted: Wanted<State>): Wanted<State> {
  return { ...wanted, hash: digestOf(wanted) };
}

/** Without what follows from other manifests, which come and go while this one stays the same. */
function ownSay<State extends object>(state: State): State {
  const follows = (value: unknown): boolean => isRef(value) && value.weak !== undefined;
  let isOwn = true;
  for (const field in state) if (follows(state[field])) isOwn = false;
  if (isOwn) return state;
  return Object.fromEntries(Object.entries(state).filter(([, value]) => !follows(value))) as State;
}

export function isOurTag(key: string): boolean {
  return key.startsWith(prefix);
}

/** The tags that users may see and set: neither ours nor AWS's own. */
export function userTags(tags: Tags): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !isOurTag(key) && !key.startsWith('aws:')));
}

export function ownTags(tags: Tags): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => isOurTag(key)));
}

/** `Kind/namespace/name` of the manifest that a live resource belongs to, if it is this installation's. */
export function manifestOf(live: Live, owner: string): string | undefined {
  return live.tags[keys.owner] === owner ? live.tags[keys.resource] : undefined;
}

/**
 * Three characters a name: a tag holds 256, a resource has at most some eighty names, and two that collide cost no more
 * than a removed field being taken for one that was declared.
 */
function shortName(name: string): string {
  return remembering(shortNames, name, () => shortOf(name));
}

/** Of all that a state declares: sorted, in one text. */
function shortNamesOf(names: readonly string[]): string {
  return remembering(shortTexts, names.join('\n'), () => names.map(shortName).sort().join(''));
}

function remembering(known: Map<string, string>, key: string, work: () => string): string {
  const found = known.get(key) ?? work();
  if (known.size < 10_000) known.set(key, found);
  return found;
}

function shortOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 3);
}

/** The same few names come up in every resource; hashing them each time would be most of a plan's work. */
const shortNames = new Map<string, string>();
const shortTexts = new Map<string, string>();

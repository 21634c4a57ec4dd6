import { topological } from './graph.ts';
import { readOwnership } from './ownership.ts';
import type { Live, Snapshot } from './resource.ts';

/** Something in AWS that nobody asks for, or that costs all the same. */
export interface Leftover {
  /** Its ARN, or its id where it has none. */
  readonly id: string;
  /** One of our types, else as AWS's ARNs name it: `ec2:volume`. */
  readonly type: string;
  /** `ours` carries our tag; `idle` is of no use to anybody; `in-use` serves somebody, and costs. */
  readonly standing: 'ours' | 'idle' | 'in-use';
  /** The manifest that once asked for it. */
  readonly manifest?: string;
  /** As it was observed, where it is of a type that we manage. */
  readonly live?: Live;
}

/** What was read of an account to find them. */
export interface Remains {
  readonly snapshot: Snapshot;
  /** All that carries the owner's tag. */
  readonly tagged: readonly { readonly arn: string; readonly tags: Readonly<Record<string, string>> }[];
  /** Elastic IP addresses that are associated with nothing. */
  readonly idleAddresses: readonly string[];
  readonly natGateways: readonly { readonly id: string; readonly routed: boolean }[];
}

export interface LeftoverOptions {
  readonly owner: string;
  /** Whether the folder asks for a manifest. */
  readonly asked: (manifest: string) => boolean;
  /** Whether a manifest points at that id, so that it is waited for and not left. */
  readonly named: (id: string) => boolean;
}

/** What is left, ours first. */
export function leftoversOf(remains: Remains, options: LeftoverOptions): Leftover[] {
  const { snapshot, tagged, idleAddresses, natGateways } = remains;
  const costly: Leftover[] = [
    ...idleAddresses
      .filter((id) => !options.named(id))
      .map((id): Leftover => ({ id, type: 'elastic-ip', standing: 'idle' })),
    ...natGateways.map(({ id, routed }): Leftover => ({
      id,
      type: 'nat-gateway',
      standing: routed ? 'in-use' : 'idle',
    })),
  ];
  const known = new Set([...snapshot.live.map(({ physical }) => physical), ...costly.map(({ id }) => id)]);
  const others = tagged.filter(({ arn }) => !known.has(arn) && !known.has(lastPart(arn)) && !isKnownBetter(arn));
  return [
    ...observed(snapshot, options),
    ...others.flatMap(({ arn, tags }) => ours(options, tags, { id: arn, type: typeOf(arn) })),
    ...costly,
  ];
}

/** What is contained in something that is left goes with it. Users come before what they use: AWS deletes in that order only. */
function observed({ live }: Snapshot, options: LeftoverOptions): Leftover[] {
  const left = live.flatMap((one) => ours(options, one.tags, { id: one.physical, type: one.type, live: one }));
  const ids = new Set(left.map(({ id }) => id));
  const roots = left.filter((one) => !ids.has(one.live?.parent ?? ''));
  const used = roots.map(({ id }) => [id, new Set(uses(live, id))] as const);
  const { order, circle } = topological(
    roots,
    ({ id }) => id,
    ({ id }) => used.filter(([, of]) => of.has(id)).map(([user]) => user),
  );
  return [...order, ...circle];
}

/** What it uses, or something that it contains. */
function uses(live: readonly Live[], id: string): string[] {
  const own = live.find(({ physical }) => physical === id)?.uses ?? [];
  const contained = live.filter(({ parent }) => parent === id);
  return [...own, ...contained.flatMap((one) => uses(live, one.physical))];
}

function ours(
  { owner, asked }: LeftoverOptions,
  tags: Live['tags'],
  what: Pick<Leftover, 'id' | 'type' | 'live'>,
): Leftover[] {
  const owned = readOwnership(tags);
  if (owned?.owner !== owner || asked(owned.manifest)) return [];
  return [{ ...what, standing: 'ours', manifest: owned.manifest }];
}

/**
 * The tagging API goes on naming for a while what is gone. What is observed itself, every one of it, is known better; a
 * task definition that was deregistered keeps its tags and costs nothing; and a task goes, and is paid for, with its service.
 */
function isKnownBetter(arn: string): boolean {
  return /^(?:elasticloadbalancing:|ec2:(?:security-group|launch-template)|ecs:task)/.test(typeOf(arn));
}

/** `arn:aws:ec2:eu-west-1:123456789012:volume/vol-1` → `ec2:volume`. */
function typeOf(arn: string): string {
  const [, , service = '', , , resource = ''] = arn.split(':');
  return `${service}:${resource.split('/')[0]}`;
}

/** The id or name at the end of an ARN. */
export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

import type { Path } from '../core/problem.ts';
import type { Fault } from '../schema/fault.ts';
import { quote } from '../schema/words.ts';
import type { Config, PlaceConfig } from './schema.ts';

/** What is wrong with a configuration that its schema accepts. */
export function faultsOf({ places }: Config): Fault[] {
  return [...namesakes(places), ...sharedNamespaces(places), ...contradictions(places), ...sameGround(places)];
}

/** The account that a place lies in, as far as it is written down. */
export function accountOf({ account, assumeRole }: PlaceConfig): string | undefined {
  return account ?? accountOfRole(assumeRole);
}

/** `arn:aws:iam::ACCOUNT:role/…` */
function accountOfRole(role: PlaceConfig['assumeRole']): string | undefined {
  return role?.roleArn.split(':')[4];
}

function namesakes(places: readonly PlaceConfig[]): Fault[] {
  return repeats(places.map(({ name }, index) => ({ key: name, at: index, path: ['places', index, 'name'] }))).map(
    ({ again, first }) => ({ path: again.path, message: `is the name of place ${first.at + 1} already` }),
  );
}

function sharedNamespaces(places: readonly PlaceConfig[]): Fault[] {
  const all = places.flatMap(({ name, namespaces }, index) =>
    namespaces.map((key, at) => ({ key, at: name, path: ['places', index, 'namespaces', at] })),
  );
  return repeats(all).map(({ again, first }) => ({
    path: again.path,
    message: `the namespace ${quote(again.key)} belongs to the place ${quote(first.at)} already`,
    hint: 'a namespace belongs to one place; give the other one a namespace of its own',
  }));
}

function contradictions(places: readonly PlaceConfig[]): Fault[] {
  return places.flatMap(({ account, assumeRole }, index) => {
    const ofRole = accountOfRole(assumeRole);
    if (account === undefined || ofRole === undefined || ofRole === account) return [];
    return [
      { path: ['places', index, 'account'], message: `must be ${ofRole}, the account of the role, is ${account}` },
    ];
  });
}

/** Two places on the same ground would each take what the other made for something that nobody asks for. */
function sameGround(places: readonly PlaceConfig[]): Fault[] {
  return places.flatMap((place, index) =>
    places.slice(0, index).flatMap((other) => {
      if (other.region !== place.region) return [];
      const [one, another] = [accountOf(place), accountOf(other)];
      if (one !== undefined && another !== undefined && one !== another) return [];
      const path = ['places', index];
      if (one !== undefined && another !== undefined) {
        const message = `is the same account and region as the place ${quote(other.name)}`;
        return [{ path, message, hint: 'make one place of them, with the namespaces of both' }];
      }
      const message = `may be the same account and region as the place ${quote(other.name)}`;
      return [{ path, message, hint: 'write the account of both' }];
    }),
  );
}

interface Named<At> {
  readonly key: string;
  readonly at: At;
  readonly path: Path;
}

function repeats<At>(all: readonly Named<At>[]): { readonly again: Named<At>; readonly first: Named<At> }[] {
  const known = new Map<string, Named<At>>();
  return all.flatMap((again) => {
    const first = known.get(again.key);
    if (first === undefined) known.set(again.key, again);
    return first === undefined ? [] : [{ again, first }];
  });
}

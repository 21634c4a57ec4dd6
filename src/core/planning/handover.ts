import { isNameOf } from '../naming.ts';
import { manifestOf } from '../ownership.ts';
import type { Live, Wanted } from '../resource.ts';
import { typeOf, type Planning } from './context.ts';
import { elsewhereOf } from './elsewhere.ts';
import { withholding } from './prune.ts';

/** Whether it is ours, and the manifest that asked for it is not in the folder, not even as an invalid one. */
export function isLeftBehind({ input }: Planning, live: Live): boolean {
  const manifest = manifestOf(live, input.owner);
  if (manifest === undefined || input.invalid?.includes(manifest)) return false;
  return input.wanted.every((one) => one.manifest !== manifest);
}

/**
 * Whether it would be pruned in this very run. Then who claims its AWS name is the same thing under another name of ours,
 * and takes it over: to delete it first would break what uses it.
 */
export function isHandedOver(planning: Planning, live: Live): boolean {
  const { owner, selected } = planning.input;
  const manifest = manifestOf(live, owner) ?? '';
  return (
    isLeftBehind(planning, live) &&
    elsewhereOf(planning, live) === undefined &&
    withholding(planning) === undefined &&
    (selected?.(manifest) ?? true)
  );
}

/** What a manifest left behind by moving here from another namespace, where it bears the AWS name that a replacement was given. */
export function leftByMove(planning: Planning, { type, manifest }: Wanted, name: string): Live[] {
  const { nameLimit = name.length } = typeOf(planning, type);
  const tail = tailOf(manifest);
  return [...planning.standing.owned]
    .filter(([other]) => other !== manifest && tailOf(other) === tail)
    .flatMap(([, roots]) => roots)
    .filter((live) => live.type === type && isNameOf(name, live.name ?? '', nameLimit) && isLeftBehind(planning, live));
}

/** Its kind and name, whatever the namespace. */
function tailOf(manifest: string): string {
  const [kind, , name] = manifest.split('/');
  return `${kind}/${name}`;
}

import { digest } from './json.ts';

const HASH = 8;
const hashed = new RegExp(`^(.*)-[0-9a-f]{${HASH}}$`);

/**
 * The name of a replacement that has to stand beside what it replaces: as much of the name as fits, and a hash of what
 * forced the replacement, so that the same change always leads to the same name.
 */
export function hashedName(name: string, seed: string, limit: number): string {
  return `${stem(name, limit)}-${digest(seed, HASH)}`;
}

/** Whether a live name is the one wanted, or that of a replacement of it. */
export function isNameOf(wanted: string, live: string, limit: number): boolean {
  return live === wanted || hashed.exec(live)?.[1] === stem(wanted, limit);
}

function stem(name: string, limit: number): string {
  return name.slice(0, limit - HASH - 1).replace(/-+$/, '');
}

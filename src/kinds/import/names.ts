/** The longest that a manifest's name may be. */
const LONGEST = 63;

/** What has no letter and no digit in its name. */
export const NONE = 'unnamed';

/** A name of AWS's as a manifest may have it: small letters, digits and hyphens. */
export function slug(name: string): string {
  const text = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');
  return text === '' ? NONE : text;
}

/** Gives names out, each once: who comes later gets a number. */
export class Names {
  readonly #taken = new Set<string>();

  /** Takes a name that is not to be given out. */
  take(scope: string, name: string): void {
    this.#taken.add(`${scope} ${name}`);
  }

  give(scope: string, wish: string): string {
    const free = (name: string): boolean => !this.#taken.has(`${scope} ${name}`);
    let name = wish;
    for (let number = 2; !free(name); number += 1) name = `${wish.slice(0, LONGEST - 4)}-${number}`;
    this.take(scope, name);
    return name;
  }
}

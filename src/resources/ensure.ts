import type { Clock } from '../core/clock.ts';
import { EvenkeelError } from '../core/errors.ts';
import { readOwnership } from '../core/ownership.ts';
import type { Created, Tags } from './resource.ts';

/** What stands in AWS where something was to be created. */
export interface Existing extends Created {
  readonly tags: Tags;
}

interface Creation {
  readonly create: () => Promise<Created>;
  /** Looks for it by what AWS keeps unique: a name, a port, a priority. */
  readonly find: () => Promise<Existing | undefined>;
  /** Those that the create call carries; by them what stands is known to be its work. */
  readonly tags: Tags;
  readonly clock: Clock;
  readonly attempts?: number;
}

/** AWS shows a new object to its reads only after a moment. */
const PAUSE_MS = 500;

/**
 * Creates once, even where the answer is lost: a create that may have worked, or that finds its place taken, is followed
 * by a look, and only sent again where nothing stands.
 */
export async function ensureCreated({ create, find, tags, clock, attempts = 3 }: Creation): Promise<Created> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await create();
    } catch (thrown) {
      if (!(thrown instanceof EvenkeelError)) throw thrown;
      if (thrown.code !== 'exists' && thrown.facts.ambiguous !== true) throw thrown;
      await clock.sleep(PAUSE_MS * attempt);
      const standing = await find();
      if (standing !== undefined) return claim(standing, tags, thrown);
      if (attempt >= attempts) throw thrown;
    }
  }
}

/** The answer, or nothing where what was asked for or is to be deleted isn't there. */
export async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof EvenkeelError && thrown.code === 'not-found') return undefined;
    throw thrown;
  }
}

function claim({ tags: found, ...created }: Existing, tags: Tags, refusal: EvenkeelError): Created {
  const ours = readOwnership(tags);
  const theirs = readOwnership(found);
  const sameManifest = ours !== undefined && ours.owner === theirs?.owner && ours.manifest === theirs.manifest;
  if (sameManifest && ours.part === theirs.part) return created;
  if (sameManifest) throw refusal;
  const whose =
    theirs === undefined ? 'no evenkeel installation' : `${theirs.manifest} of installation ${theirs.owner}`;
  throw new EvenkeelError({
    ...refusal.facts,
    code: 'owner-conflict',
    retry: 'never',
    message: `${created.physical} exists under its name and belongs to ${whose}`,
    remedy: 'choose another name, or remove that one',
    cause: refusal,
  });
}

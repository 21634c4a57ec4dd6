import { FORMAT, sealOf, VERSION, type SavedPlan } from './saved-plan.ts';

/** Why a text is no plan that can be carried out; `command` makes it anew, where the text still says so. */
export interface Refused {
  readonly problem: string;
  readonly command?: string;
}

/** Reads a plan file of this very version of evenkeel. What is wrong with it is said before anything of it is believed. */
export function openPlan(text: string, evenkeel: string): SavedPlan | Refused {
  if (text.trim() === '') return { problem: 'it is empty' };
  const file = parsed(text);
  if (file === undefined)
    return { problem: text.trimEnd().endsWith('}') ? 'it is not JSON' : 'it is not JSON, or it is cut off' };
  if (file['format'] !== FORMAT) return { problem: otherText(file) };
  const { version, evenkeel: maker, command } = file;
  const again = typeof command === 'string' ? { command } : {};
  if (version === undefined) return { problem: 'it does not say which version it is of', ...again };
  if (version !== VERSION)
    return { problem: `it is of version ${JSON.stringify(version)}, and this evenkeel reads ${VERSION}`, ...again };
  if (maker !== evenkeel)
    return { problem: `evenkeel ${String(maker)} made it, and this is evenkeel ${evenkeel}`, ...again };
  const saved = file as unknown as SavedPlan;
  if (!isSealed(saved) || !isWhole(file)) return { problem: 'it was changed after it was made: its digest is another' };
  return saved;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function otherText(file: Readonly<Record<string, unknown>>): string {
  return 'changes' in file && 'summary' in file
    ? 'it is what plan -o json prints, which is for other programs to read'
    : 'it is JSON, but no plan';
}

function isSealed(saved: SavedPlan): boolean {
  try {
    return saved.digest === sealOf(saved);
  } catch {
    // Nested deeper than anything that was ever written.
    return false;
  }
}

/** Whoever can work out a digest can write anything below it. */
function isWhole({ asked, manifests, objects, plan, command }: Readonly<Record<string, unknown>>): boolean {
  if (typeof command !== 'string' || !isRecord(asked) || !isRecord(manifests) || !isRecord(objects) || !isRecord(plan))
    return false;
  const { manifests: given, owner } = asked;
  const isGiven = Array.isArray(given) && given.length > 0 && given.every((one) => typeof one === 'string');
  const isMarked = Object.values(manifests).every((mark) => isRecord(mark) && typeof mark['digest'] === 'string');
  const { account, region, changes, steps } = plan;
  const isPlan = typeof account === 'string' && typeof region === 'string' && Array.isArray(steps);
  return (
    isGiven &&
    isMarked &&
    isPlan &&
    typeof owner === 'string' &&
    Array.isArray(changes) &&
    changes.every((one) => isRecord(one) && typeof one['id'] === 'string' && Array.isArray(one['diffs']))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { ownerTag } from '../../src/core/ownership.ts';

/** Within bounds it is for AWS to say how many there are, and where; a version more is one that somebody else made. */
const chosen = new Set(['desiredCount', 'desiredCapacity', 'tasks', 'members', 'Version', 'versions', 'lastNumber']);

/** What manifests ask for, of all that stands in a portrait. */
export function askedFor(portrait: readonly string[]): string[] {
  return portrait.flatMap((line) => {
    const kind = line.slice(0, line.indexOf(' '));
    if (kind === 'networkInterface' || kind === 'instance') return [];
    if (kind === 'taskDefinition' && !line.includes(ownerTag)) return [];
    const isFilledByAws = line.includes('delegated');
    const kept = (key: string, value: unknown): unknown =>
      chosen.has(key) || (isFilledByAws && key === 'targets') ? undefined : value;
    return [`${kind} ${JSON.stringify(JSON.parse(line.slice(kind.length + 1)), kept)}`];
  });
}

import { groupBy } from '../../core/group-by.ts';
import { digest } from '../../core/json.ts';
import { beginningOf } from '../../core/problem.ts';
import type { Loaded } from '../../engine/loaded.ts';
import type { SavedPlan } from '../../report/saved/saved-plan.ts';

/** The manifests that a plan is about, each by a digest of what it says and of what that comes to. Secrets are digests in it. */
export function marksOf(
  { manifests, wanted }: Loaded,
  isSelected: (manifest: string) => boolean,
): SavedPlan['manifests'] {
  const states = groupBy(wanted, ({ manifest }) => manifest);
  const marks = manifests
    .filter(({ id }) => isSelected(id))
    .map(({ id, source }) => {
      const asks = (states.get(id) ?? []).map((one) => ({ ...one, source: undefined }));
      return [id, { place: beginningOf(source), digest: digest([source.value, asks], 32) }] as const;
    });
  return Object.fromEntries(marks);
}

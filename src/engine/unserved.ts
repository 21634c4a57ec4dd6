import { isWrite } from '../core/plan.ts';
import type { Wanted } from '../core/resource.ts';
import { servingOf } from '../diagnosis/serving/serving.ts';
import { resources } from '../resources/registry.ts';
import type { Cycle } from './cycle.ts';

/** A target group of a manifest that does not serve although it is to. */
export interface Unserved {
  readonly wanted: Wanted;
  /** Why, in a sentence. */
  readonly message: string;
  /** It has targets, or a Service brings them: the others wait for somebody whom nobody here knows of. */
  readonly isBrought: boolean;
}

/** Groups that requests are to come to, and that have no healthy target. */
export function unserved({ wanted, plan, snapshot }: Cycle, selected: (manifest: string) => boolean): Unserved[] {
  const serving = servingOf(snapshot, plan.changes);
  const standing = new Map(snapshot.live.map((live) => [live.physical, live]));
  const changes = new Map(plan.changes.map((change) => [change.id, change]));
  return wanted.flatMap((one) => {
    const change = changes.get(one.id);
    const live = standing.get(change?.live ?? '');
    if (resources.get(one.type)?.awaits !== 'members' || change === undefined || live === undefined) return [];
    const verdict = serving.verdictOf(live.physical);
    if (verdict?.ready !== 'False' || isWrite(change) || one.policy.suspend || !selected(one.manifest)) return [];
    const { isFilled, isComing } = serving.useOf(live.physical);
    const isBrought = verdict.reason !== 'NoTargets' && verdict.reason !== 'Draining';
    return [{ wanted: one, message: verdict.message, isBrought: isBrought || isFilled || isComing }];
  });
}

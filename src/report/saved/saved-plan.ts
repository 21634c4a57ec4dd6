import { digest } from '../../core/json.ts';
import { isWrite, type Plan } from '../../core/plan.ts';
import type { Step } from '../../core/steps/step.ts';
import { planJson, type PlanJson } from '../plan/json.ts';
import { fingerprintOf } from './fingerprint.ts';

/** What a plan was asked for with: a run that carries it out is asked for the same. */
export interface Asked {
  /** As given with -f. */
  readonly manifests: readonly string[];
  readonly owner: string;
  readonly place?: string;
  readonly namespace?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly prune: boolean;
  readonly maxPrune: number;
  readonly maxPruneShare: number;
  readonly allowPrune?: string;
  readonly maxDeregisterShare: number;
  readonly adoptStrict: boolean;
}

/** A manifest, by where it stands and a digest of all that it asks for. */
export interface ManifestMark {
  readonly place: string;
  readonly digest: string;
}

/** A plan as a file: what is to be done, and what tells whether that is still right. */
export interface SavedPlan {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  /** The version of evenkeel that made it. */
  readonly evenkeel: string;
  readonly madeAt: string;
  /** The command that makes it anew. */
  readonly command: string;
  readonly asked: Asked;
  /** By `Kind/namespace/name`. */
  readonly manifests: Readonly<Record<string, ManifestMark>>;
  /** What AWS calls that which is changed, replaced or deleted, by the id of the change. */
  readonly objects: Readonly<Record<string, string>>;
  /** As `plan -o json` prints it. */
  readonly plan: PlanJson;
  /** The same for every plan that does the same. */
  readonly fingerprint: string;
  /** Of all the rest. */
  readonly digest: string;
}

export const FORMAT = 'evenkeel-plan';
export const VERSION = 1;

interface Making extends Pick<SavedPlan, 'evenkeel' | 'madeAt' | 'command' | 'asked' | 'manifests'> {
  readonly plan: Plan;
  readonly steps: readonly Step[];
}

export function savedPlan({ plan, steps, ...making }: Making): SavedPlan {
  const planned = plannedOf(plan, steps);
  const fingerprint = fingerprintOf({ manifests: making.manifests, ...planned });
  const all = { format: FORMAT, version: VERSION, ...making, ...planned, fingerprint } as const;
  return { ...all, digest: sealOf(all) };
}

/** What is to be done, of a plan in a file as of one that was made just now. */
export type Planned = Pick<SavedPlan, 'objects' | 'plan'>;

export function plannedOf(plan: Plan, steps: readonly Step[]): Planned {
  const objects = plan.changes.flatMap((change) =>
    isWrite(change) && change.live !== undefined ? [[change.id, change.live] as const] : [],
  );
  return { objects: Object.fromEntries(objects), plan: planJson(plan, { steps }) };
}

/** The digest of a file's content, whatever the order and the spelling of its members. */
export function sealOf(content: Partial<SavedPlan>): string {
  return digest({ ...content, digest: undefined }, 64);
}

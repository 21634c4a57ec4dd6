import type { Snapshot } from '../../core/resource.ts';
import type { Trouble } from '../../diagnosis/finding.ts';

/** Findings as other programs read them. */
interface DiagnosisJson {
  readonly version: 1;
  readonly account: string;
  readonly region: string;
  readonly findings: readonly Trouble[];
  /** What could not be looked at, in AWS's words. */
  readonly unreadable: readonly string[];
}

export function diagnosisJson(
  findings: readonly Trouble[],
  { account, region }: Snapshot,
  unreadable: readonly string[],
): DiagnosisJson {
  return { version: 1, account, region, findings, unreadable };
}

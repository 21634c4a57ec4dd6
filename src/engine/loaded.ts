import type { Config } from '../config/schema.ts';
import type { Problem } from '../core/problem.ts';
import type { Wanted } from '../core/resource.ts';
import type { SourceLabel } from '../core/source-label.ts';
import type { Secret } from '../core/value.ts';
import type { Manifest } from '../kinds/manifest.ts';

/** A folder, understood as far as it can be. */
export interface Loaded {
  readonly manifests: readonly Manifest[];
  readonly wanted: readonly Wanted[];
  readonly problems: readonly Problem[];
  /** `Kind/namespace/name` of the documents that are there but wrong. */
  readonly invalid: readonly string[];
  /** Why nothing may be pruned, where the kind of a document could not be read. */
  readonly withhold?: string;
  /** Why there may be a Service that was not understood. */
  readonly incomplete?: string;
  readonly secret: (secret: Secret) => string;
  /** The labels of what was read. */
  readonly sources?: readonly SourceLabel[];
  /** What evenkeel.yaml says, where there is a sound one. */
  readonly config?: Config;
  /** Whether other places have manifests too. */
  readonly isPart?: boolean;
}

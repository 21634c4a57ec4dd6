/** A call as CloudTrail's event history has it. */
export interface TrailEvent {
  readonly id: string;
  readonly name: string;
  /** `ec2.amazonaws.com`. */
  readonly source: string;
  readonly username: string;
  readonly accessKey: string;
  readonly at: number;
  /** From when on the history has it. */
  readonly availableAt: number;
  readonly resources: readonly TrailResource[];
  /** The record itself. */
  readonly record: object;
}

export interface TrailResource {
  readonly type: string;
  readonly name: string;
}

export interface CloudTrailState {
  /** The newest last. */
  readonly events: TrailEvent[];
}

export function createCloudTrailState(): CloudTrailState {
  return { events: [] };
}

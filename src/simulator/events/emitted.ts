/** What a service sends to EventBridge. */
export interface Emitted {
  /** `aws.ec2`. */
  readonly source: string;
  readonly detailType: string;
  /** The ARNs of what it is about. */
  readonly resources: readonly string[];
  readonly detail: object;
}

/** Takes an event, made only where somebody listens. */
export type Emit = (at: number, make: () => Emitted) => void;

/** Who made a call, as AWS recorded it. Nothing of what the call carried is kept. */
export interface Caller {
  /** The user or role, or the AWS service that acted by itself: `alice`, `deploy`, `autoscaling.amazonaws.com`. */
  readonly who: string;
  readonly kind: 'root' | 'user' | 'role' | 'account' | 'service';
  /** Of a role: what whoever took it on called the session; in Identity Center that is a person. */
  readonly session?: string;
  readonly address?: string;
  /** `AWS CLI`, `Terraform`, as the call's user agent said. */
  readonly tool?: string;
}

/** The call that made AWS differ. */
export interface Author extends Caller {
  readonly call: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Who made AWS differ, or why nobody can say. */
export type By = Author | { readonly unknown: string };

export function isAuthor(by: By | undefined): by is Author {
  return by !== undefined && 'who' in by;
}

import type { Condition } from '../../core/conditions.ts';
import type { Undeclared } from '../../core/fields.ts';
import type { Unseen } from '../../core/last-known.ts';
import type { Status as LiveStatus } from '../../core/resource.ts';
import type { Health } from '../../core/serving.ts';
import type { ChangeJson } from '../../report/plan/json.ts';
import type { WithheldJson } from '../http/api/status-json.ts';
import type { Calls, DaemonEvent, DaemonStatus, Finding, FolderStatus, PlaceStatus, Trigger } from '../status.ts';

/** `/api/v1/status`. */
export interface StatusJson {
  readonly startedAt: number;
  readonly role: DaemonStatus['role'];
  readonly lease?: string;
  readonly folder: Omit<FolderStatus, 'problems'> & {
    readonly problemCount: number;
    readonly problems: readonly string[];
  };
  readonly places: readonly PlaceJson[];
}

export interface PlaceJson extends Omit<PlaceStatus, 'cycle'> {
  readonly account?: string;
  readonly cycle?: CycleJson;
  /** Deletions that are held back, by the reason. */
  readonly withheld?: readonly WithheldJson[];
}

interface CycleJson {
  readonly number: number;
  readonly trigger: Trigger;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly manifests: number;
  readonly ready: number;
  readonly degraded: number;
  readonly unhealthy: number;
  readonly drifted: number;
  readonly stalled: number;
  readonly notCreated: number;
  readonly findings: number;
  readonly withheld: number;
  readonly changed: number;
  readonly failed: number;
  readonly calls: Calls;
}

/** One of `/api/v1/resources`: a manifest, and how it is doing. */
export interface Row {
  readonly place: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** `file:line`. */
  readonly source: string;
  readonly ready: Condition['status'];
  readonly health: Health;
  readonly reason?: string;
  readonly message?: string;
  readonly drifted: Condition['status'];
  /** How many of its resources were not created yet. */
  readonly notCreated: number;
  readonly stalled: Condition['status'];
  readonly state?: string;
  readonly dnsName?: string;
  /** The ARN or id of what bears its name in AWS. */
  readonly physical?: string;
  /** When it was last seen, where it can't be read now, and why. */
  readonly unseen?: Unseen;
  readonly changes: number;
  readonly findings: number;
  /** Since when it is not as it should be. */
  readonly since?: number;
}

/** `/api/v1/resources/:kind/:namespace/:name`. */
export interface Detail extends Omit<Row, 'changes' | 'findings'> {
  /** When it was last read from AWS; absent where it was not read whole yet. */
  readonly readAt?: number;
  readonly document?: unknown;
  readonly conditions: readonly Condition[];
  readonly aws: readonly AwsObject[];
  readonly changes: readonly ChangeJson[];
  readonly undeclared: readonly Undeclared[];
  readonly findings: readonly Finding[];
  readonly events: readonly DaemonEvent[];
}

export interface AwsObject {
  readonly type: string;
  readonly physical: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly status?: LiveStatus;
  readonly createdAt?: number;
}

/** What the stream begins with. */
export interface Snapshot {
  readonly status: StatusJson;
  /** The number of the last event. */
  readonly last: number;
}

/** What the daemon answers with where it can't answer. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Who has not answered by then is gone. */
const patienceMs = 30_000;

/** Asks the daemon; the browser asks again only for what has changed. */
export async function ask<Answer>(path: string): Promise<Answer> {
  const response = await fetch(`api/v1/${path}`, { signal: AbortSignal.timeout(patienceMs) });
  if (response.ok) return (await response.json()) as Answer;
  const { error = response.statusText } = (await response.json().catch(() => ({}))) as { error?: string };
  throw new Refused(response.status, error);
}

/** `LoadBalancer/default/web`. */
export function manifestOf({ kind, namespace, name }: Pick<Row, 'kind' | 'namespace' | 'name'>): string {
  return `${kind}/${namespace}/${name}`;
}

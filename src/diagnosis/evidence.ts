import type { SecurityGroupRuleState } from '../resources/security-group-rule/type.ts';

/** What is read of AWS beyond the snapshot, and only of what looks unwell. */
export interface Evidence {
  /** By the service's ARN. */
  readonly services: ReadonlyMap<string, ServiceEvidence>;
  /** By the Auto Scaling group's ARN. */
  readonly groups: ReadonlyMap<string, GroupEvidence>;
  /** The security groups of instances that are targets, by the instance's id. */
  readonly instances: ReadonlyMap<string, readonly string[]>;
  /** The rules of security groups that are not the folder's, by the group's id. */
  readonly rules: ReadonlyMap<string, readonly SecurityGroupRuleState[]>;
  /** Machine images that launch templates name and that are gone. */
  readonly goneImages: ReadonlySet<string>;
}

export interface ServiceEvidence {
  /** The newest first. */
  readonly events: readonly Event[];
  /** Milliseconds since the epoch, like all times here. */
  readonly deployedAt?: number;
  /** Those that are to run, and those that stopped of late; the newest first. */
  readonly tasks: readonly TaskEvidence[];
}

interface Event {
  readonly at: number;
  readonly message: string;
}

export interface TaskEvidence {
  readonly id: string;
  readonly createdAt: number;
  /** When it stopped, or was asked to stop. */
  readonly endedAt?: number;
  /** `PENDING`, `RUNNING`, `STOPPED` … */
  readonly status: string;
  readonly subnet?: string;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly containers: readonly ContainerEvidence[];
}

interface ContainerEvidence {
  readonly name: string;
  readonly exitCode?: number;
  readonly reason?: string;
}

export interface GroupEvidence {
  /** Instances that are, or are about to be, in service. */
  readonly members: number;
  /** Launches that failed since the last one that did not, the newest first, in AWS's words. */
  readonly failures: readonly string[];
  /** What became of the newest instance refresh, where it came to nothing. */
  readonly refresh?: { readonly status: string; readonly reason: string };
}

export const noEvidence: Evidence = {
  services: new Map(),
  groups: new Map(),
  instances: new Map(),
  rules: new Map(),
  goneImages: new Set(),
};

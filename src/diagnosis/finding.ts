import type { Source } from '../core/resource.ts';
import { iamAction } from '../aws/operations.ts';

/** Something that is wrong with what the folder asks for: what is seen, where, and what to do about it. */
export interface Trouble {
  /** In a word or two, for programs: `image-not-pulled`. */
  readonly reason: string;
  /** The object it is about. */
  readonly about: TroubleSpot;
  /** Every manifest that takes part in it. */
  readonly concerns: readonly string[];
  /** In one sentence. */
  readonly symptom: string;
  readonly evidence: readonly Seen[];
  readonly remedy: Remedy;
}

/** A manifest, and where in the folder it says so. */
export interface TroubleSpot {
  /** `Kind/namespace/name`. */
  readonly manifest: string;
  readonly source?: Source;
}

/** AWS's own words or values. */
export interface Seen {
  readonly said: string;
  /** The call that returned them: `ecs:DescribeTasks`. */
  readonly call: string;
}

export interface Remedy {
  /** What to do, in an imperative sentence. */
  readonly text: string;
  /** The field to change; absent where it is not for a manifest of the folder to say. */
  readonly field?: Field;
  /** A complete shell command. */
  readonly command?: string;
}

interface Field extends TroubleSpot {
  /** `spec.ecs.network.assignPublicIp`. */
  readonly path: string;
}

/** The calls that findings rest on. */
export const calls = {
  loadBalancers: iamAction('elbv2', 'describeLoadBalancers'),
  listeners: iamAction('elbv2', 'describeListeners'),
  targetGroups: iamAction('elbv2', 'describeTargetGroups'),
  targetHealth: iamAction('elbv2', 'describeTargetHealth'),
  groupRules: iamAction('ec2', 'describeSecurityGroupRules'),
  routeTables: iamAction('ec2', 'describeRouteTables'),
  images: iamAction('ec2', 'describeImages'),
  services: iamAction('ecs', 'describeServices'),
  tasks: iamAction('ecs', 'describeTasks'),
  groups: iamAction('autoScaling', 'describeAutoScalingGroups'),
  activities: iamAction('autoScaling', 'describeScalingActivities'),
  refreshes: iamAction('autoScaling', 'describeInstanceRefreshes'),
} as const;

/**
 * The object that is read as a whole: a load balancer with its listeners and their rules, a target group with its targets. AWS
 * writes the container into the ARN of what it contains.
 */
export function subjectOf(physical: string): string {
  const within = /^(.+):listener(?:-rule)?\/([^/]+\/[^/]+\/[^/]+)/.exec(physical);
  return within === null ? targetGroupOf(physical) : `${within[1]}:loadbalancer/${within[2]}`;
}

/** A target is called by its group's ARN, and by its own id after it. */
function targetGroupOf(physical: string): string {
  return /^(.+:targetgroup\/[^/]+\/[^/]+)\//.exec(physical)?.[1] ?? physical;
}

/** What AWS calls a load balancer or a target group, as its ARN tells it. */
export function nameIn(arn: string): string | undefined {
  return /:(?:loadbalancer\/[^/]+|targetgroup)\/([^/]+)\//.exec(arn)?.[1];
}

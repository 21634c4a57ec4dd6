/**
 * The object that is read as a whole: a load balancer with its listeners and their rules, a target group with its targets, a
 * family of task definitions. AWS writes the container into the ARN of what it contains.
 */
export function subjectOf(physical: string): string {
  const family = /:task-definition\/([^:]+):\d+$/.exec(physical)?.[1];
  if (family !== undefined) return familySubject(family);
  const within = /^(.+):listener(?:-rule)?\/([^/]+\/[^/]+\/[^/]+)/.exec(physical);
  return within === null ? targetGroupOf(physical) : `${within[1]}:loadbalancer/${within[2]}`;
}

/** A target is called by its group's ARN, and by its own id after it. */
function targetGroupOf(physical: string): string {
  return /^(.+:targetgroup\/[^/]+\/[^/]+)\//.exec(physical)?.[1] ?? physical;
}

/** All revisions of it: what is asked for by the family alone is the latest of them. */
export function familySubject(family: string): string {
  return `task-definition/${family}`;
}

/** What AWS calls a load balancer, a target group or a family, from its ARN or from what is read of it. */
export function nameIn(subject: string): string | undefined {
  return (
    /:(?:loadbalancer\/[^/]+|targetgroup)\/([^/]+)\//.exec(subject)?.[1] ?? /^task-definition\/(.+)$/.exec(subject)?.[1]
  );
}

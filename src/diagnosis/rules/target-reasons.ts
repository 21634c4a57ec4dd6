/** AWS's reason codes: what each means, and what to do about it. */
interface TargetReason {
  readonly reason: string;
  /** Of two with the same code, the one whose description this is. */
  readonly said?: RegExp;
  readonly means: string;
  readonly todo: string;
  /** In the target group's manifest. */
  readonly field?: string;
}

export const targetReasons: readonly TargetReason[] = [
  {
    reason: 'Target.Timeout',
    means: 'the health check gets no answer in time',
    todo: 'check whether the target listens on that port and its security group admits the load balancer; if it only answers slowly, raise timeoutSeconds',
    field: 'spec.healthCheck',
  },
  {
    reason: 'Target.FailedHealthChecks',
    means: 'the connection is refused, or what answers does not speak the protocol',
    todo: 'check whether the application runs and listens on all addresses (0.0.0.0, not 127.0.0.1) on that port, and whether the protocol is its own',
    field: 'spec.healthCheck',
  },
  {
    reason: 'Target.ResponseCodeMismatch',
    means: 'the health check gets another code than the matcher expects',
    todo: 'name a path that the application answers with that code, or the codes that count as healthy in matcher',
    field: 'spec.healthCheck.matcher',
  },
  {
    reason: 'Target.NotInUse',
    said: /Availability Zone/i,
    means: 'they are in an Availability Zone in which the load balancer has no subnet',
    todo: 'give the load balancer a subnet in that zone',
  },
  {
    reason: 'Target.NotInUse',
    means: 'no listener or rule forwards to the target group',
    todo: 'forward to it from a listener or a rule of a LoadBalancer manifest (spec.listeners)',
  },
  {
    reason: 'Target.InvalidState',
    means: 'the instance is stopped or terminated',
    todo: 'start the instance, or take it out of the Service that lists it',
  },
  {
    reason: 'Target.IpUnusable',
    means: 'the address belongs to a load balancer',
    todo: 'register the address of the application, not that of a load balancer',
  },
  {
    reason: 'Target.NotRegistered',
    means: 'it is not registered in the target group',
    todo: 'name it in a Service, and apply',
  },
  {
    reason: 'Target.HealthCheckDisabled',
    means: 'nothing checks their health',
    todo: 'set it to true, so that requests are kept from targets that do not answer',
    field: 'spec.healthCheck.enabled',
  },
  {
    reason: 'Elb.InternalError',
    means: 'the load balancer has a fault of its own',
    todo: 'wait a few minutes; if it stays, see the AWS Health Dashboard and ask AWS Support',
  },
];

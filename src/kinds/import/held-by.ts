type Tags = Readonly<Record<string, string>>;

/** Tags by which others mark what they made and go on writing, with who that is. */
const marks: readonly { readonly key: RegExp; readonly who: (value: string) => string }[] = [
  { key: /^aws:cloudformation:stack-name$/, who: (stack) => `the CloudFormation stack ${stack}` },
  { key: /^elasticbeanstalk:environment-name$/, who: (name) => `the Elastic Beanstalk environment ${name}` },
  {
    key: /^elbv2\.k8s\.aws\/cluster$/,
    who: (cluster) => `the load balancer controller of the Kubernetes cluster ${cluster}`,
  },
  {
    key: /^(?:ingress|service|gateway)\.k8s\.aws\/stack$/,
    who: () => 'the load balancer controller of a Kubernetes cluster',
  },
  { key: /^kubernetes\.io\/(?:service-name|cluster\/.+)$/, who: () => 'a Kubernetes cluster' },
  { key: /^aws:ecs:serviceName$/, who: (service) => `the ECS service ${service}` },
  { key: /^AmazonECSManaged$/, who: () => 'an ECS capacity provider' },
];

/** Who else manages what bears these tags, where they say so. */
export function heldBy(tags: Tags): string | undefined {
  for (const { key, who } of marks) {
    const found = Object.keys(tags).find((name) => key.test(name));
    if (found !== undefined) return who(tags[found] ?? '');
  }
  return undefined;
}

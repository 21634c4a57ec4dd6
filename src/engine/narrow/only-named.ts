import type { Aws } from '../../aws/ports.ts';

/** AWS whose lists have only the load balancers and target groups of these names, so that no tags of others are read. */
export function onlyNamed(aws: Aws, names: ReadonlySet<string>): Aws {
  return {
    ...aws,
    elbv2: {
      ...aws.elbv2,
      async describeLoadBalancers(input) {
        const page = await aws.elbv2.describeLoadBalancers(input);
        return {
          ...page,
          LoadBalancers: page.LoadBalancers?.filter(({ LoadBalancerName = '' }) => names.has(LoadBalancerName)),
        };
      },
      async describeTargetGroups(input) {
        const page = await aws.elbv2.describeTargetGroups(input);
        return {
          ...page,
          TargetGroups: page.TargetGroups?.filter(({ TargetGroupName = '' }) => names.has(TargetGroupName)),
        };
      },
    },
  };
}

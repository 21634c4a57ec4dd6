import type { Aws } from '../../aws/ports.ts';

/** What AWS lists of a load balancer or a target group. */
interface Listed {
  readonly arn: string;
  readonly name: string;
}

/** ELBv2 whose lists have only the load balancers and target groups that matter, so that nothing more is read of others. */
export function shorterLists(elbv2: Aws['elbv2'], choice: () => Promise<(one: Listed) => boolean>): Aws['elbv2'] {
  return {
    ...elbv2,
    async describeLoadBalancers(input) {
      const page = await elbv2.describeLoadBalancers(input);
      const matters = await choice();
      const left = page.LoadBalancers?.filter(({ LoadBalancerArn: arn = '', LoadBalancerName: name = '' }) =>
        matters({ arn, name }),
      );
      return { ...page, LoadBalancers: left };
    },
    async describeTargetGroups(input) {
      const page = await elbv2.describeTargetGroups(input);
      const matters = await choice();
      const left = page.TargetGroups?.filter(({ TargetGroupArn: arn = '', TargetGroupName: name = '' }) =>
        matters({ arn, name }),
      );
      return { ...page, TargetGroups: left };
    },
  };
}

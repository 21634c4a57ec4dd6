import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';

interface Share {
  readonly arn: string;
  readonly weight: number;
}

/** The target groups that an action forwards to, with their weights: one that weighs nothing gets nothing. */
export function sharesOf({ ForwardConfig: config }: Action): Share[] {
  const shares = (config?.TargetGroups ?? []).map(({ TargetGroupArn: arn = '', Weight: weight = 1 }) => ({
    arn,
    weight,
  }));
  return shares.filter(({ weight }) => weight > 0);
}

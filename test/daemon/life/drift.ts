import {
  DescribeTargetGroupsCommand,
  ModifyTargetGroupCommand,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Sdk } from '../../support/clients.ts';

interface Ground {
  readonly sdk: Sdk;
}

/** The target groups as they stand. */
export async function groupsOf({ sdk }: Ground): Promise<readonly TargetGroup[]> {
  const { TargetGroups = [] } = await sdk.elbv2.send(new DescribeTargetGroupsCommand({}));
  return TargetGroups;
}

/** Somebody changes the path of a health check by hand. */
export async function driftOn(ground: Ground, path: string): Promise<void> {
  const [group] = await groupsOf(ground);
  await ground.sdk.elbv2.send(
    new ModifyTargetGroupCommand({ TargetGroupArn: group!.TargetGroupArn, HealthCheckPath: path }),
  );
}

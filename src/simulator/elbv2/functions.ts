import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import { refuse } from './constraints.ts';
import type { TargetGroup, AskedTarget } from './state.ts';

export function functionArn(world: World, name: string): string {
  return `arn:aws:lambda:${world.region}:${world.account}:function:${name}`;
}

/** Decides whether a Lambda function's policy lets load balancers invoke it; without it, any function's does. */
export function setFunctionPermission(world: World, arn: string, permitted: boolean): void {
  if (permitted) world.elbv2.closedFunctions.delete(arn);
  else world.elbv2.closedFunctions.add(arn);
}

export function requireFunction(world: World, group: TargetGroup, { id }: AskedTarget): void {
  if (!/^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:.+$/.test(id)) {
    refuse(`'${id}' is not a valid Lambda function ARN`);
  }
  if (world.elbv2.closedFunctions.has(id)) {
    throw new AwsError(
      'AccessDenied',
      `elasticloadbalancing principal does not have permission to invoke ${id} from target group ${group.arn}`,
      403,
    );
  }
}

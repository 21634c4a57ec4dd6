import type { LoadBalancerTypeEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import { randomHex } from '../random.ts';
import type { World } from '../world.ts';

/** The middle part of the ARNs and of the network interfaces' descriptions. */
export const arnWord: Readonly<Record<LoadBalancerTypeEnum, string>> = {
  application: 'app',
  network: 'net',
  gateway: 'gwy',
};

export function hexId(world: World): string {
  return randomHex(world.random, 16);
}

export function makeArn(world: World, resource: string): string {
  return `arn:aws:elasticloadbalancing:${world.region}:${world.account}:${resource}`;
}

/** A listener's ARN repeats its load balancer's path and adds an id of its own; a rule's does so with its listener's. */
export function derivedArn(world: World, parent: string, from: string, to: string): string {
  return `${parent.replace(`:${from}/`, `:${to}/`)}/${hexId(world)}`;
}

/** What follows the resource type in an ARN: `app/web/50dc6c495c0c9188`. */
export function arnPath(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

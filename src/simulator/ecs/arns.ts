import { randomHex } from '../random.ts';
import type { World } from '../world.ts';

export function makeArn(world: World, resource: string): string {
  return `arn:aws:ecs:${world.region}:${world.account}:${resource}`;
}

/** What follows the resource type: `demo/web` of a service's ARN. */
export function arnPath(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

export function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

export function hexId(world: World): string {
  return randomHex(world.random, 32);
}

/** Deployments and revisions are numbered with nineteen digits. */
export function longNumber(world: World): string {
  return Array.from({ length: 19 }, () => 1 + Math.floor(world.random() * 9)).join('');
}

import type { Ec2World } from '../world.ts';
import type { Instance } from './state.ts';

/** Announces an instance's state, as EC2 does. */
export function announceState(world: Ec2World, { instanceId }: Instance, state: string): void {
  world.emit?.(world.clock.now(), () => ({
    source: 'aws.ec2',
    detailType: 'EC2 Instance State-change Notification',
    resources: [`arn:aws:ec2:${world.region}:${world.account}:instance/${instanceId}`],
    detail: { 'instance-id': instanceId, state },
  }));
}

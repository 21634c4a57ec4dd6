import type { World } from '../world.ts';
import { describeTask } from './describe-task.ts';
import type { Deployment, Service, Task } from './state.ts';

/** Announces a task's state, as ECS does whenever that changes. */
export function announceTask(world: World, task: Task): void {
  task.version += 1;
  world.emit?.(world.clock.now(), () => ({
    source: 'aws.ecs',
    detailType: 'ECS Task State Change',
    resources: [task.arn],
    detail: { ...describeTask(world, task), updatedAt: new Date(world.clock.now()) },
  }));
}

type ServiceEvent = 'SERVICE_STEADY_STATE' | 'SERVICE_TASK_PLACEMENT_FAILURE' | 'SERVICE_TASK_START_IMPAIRED';

const severity: Readonly<Record<ServiceEvent, 'ERROR' | 'INFO' | 'WARN'>> = {
  SERVICE_STEADY_STATE: 'INFO',
  SERVICE_TASK_PLACEMENT_FAILURE: 'ERROR',
  SERVICE_TASK_START_IMPAIRED: 'WARN',
};

/** Announces how a service fares. */
export function announceService(world: World, service: Service, eventName: ServiceEvent, reason?: string): void {
  world.emit?.(world.clock.now(), () => ({
    source: 'aws.ecs',
    detailType: 'ECS Service Action',
    resources: [service.arn],
    detail: {
      eventType: severity[eventName],
      eventName,
      clusterArn: service.clusterArn,
      createdAt: new Date(world.clock.now()),
      ...(reason === undefined ? {} : { reason }),
    },
  }));
}

/** Announces how far a deployment has come. */
export function announceDeployment(world: World, service: Service, deployment: Deployment): void {
  const { id, rolloutState, rolloutStateReason: reason, updatedAt } = deployment;
  world.emit?.(world.clock.now(), () => ({
    source: 'aws.ecs',
    detailType: 'ECS Deployment State Change',
    resources: [service.arn],
    detail: {
      eventType: rolloutState === 'FAILED' ? 'ERROR' : 'INFO',
      eventName: `SERVICE_DEPLOYMENT_${rolloutState}`,
      deploymentId: id,
      updatedAt: new Date(updatedAt),
      reason,
    },
  }));
}

import type { Remedy } from '../finding.ts';
import { placeOf, type Facts } from '../facts.ts';
import type { Complaint, EcsService } from './complaints.ts';
import { containerExitRemedy } from './container-exit.ts';
import { imagePullRemedy, wayOut } from './image-pull.ts';

/** Something that stops tasks, as it is known by AWS's words. */
export interface Cause {
  readonly reason: string;
  readonly said: RegExp;
  readonly symptom: string;
  readonly remedy: (complaint: Complaint, service: EcsService, facts: Facts) => Remedy;
}

/** The first that fits is the cause. */
export const stopCauses: readonly Cause[] = [
  {
    reason: 'image-not-pulled',
    said: /CannotPull\w*Error|pull image manifest|ImagePull/,
    symptom: 'tasks stop before they run: an image cannot be pulled',
    remedy: imagePullRemedy,
  },
  {
    reason: 'role-not-assumed',
    said: /unable to assume|(?:can(?:no|')t|could not) be assumed|not authorized to perform: sts:AssumeRole/i,
    symptom: 'tasks do not start: a role cannot be assumed',
    remedy: fixed(
      'spec.ecs.taskDefinition.executionRoleArn',
      'name roles (executionRoleArn, taskRoleArn) that exist and that trust ecs-tasks.amazonaws.com',
    ),
  },
  {
    reason: 'secret-not-fetched',
    said: /unable to pull secrets|secretsmanager|ssm:GetParameters|fetch secret|invalid ssm parameters/i,
    symptom: 'tasks do not start: secrets, or the sign-in to the registry, cannot be fetched',
    remedy: secretRemedy,
  },
  {
    reason: 'out-of-memory',
    said: /OutOfMemory/,
    symptom: 'tasks are killed because they run out of memory',
    remedy: fixed('spec.ecs.taskDefinition.memory', 'raise it, or the memory of the container that was killed'),
  },
  {
    reason: 'spot-interrupted',
    said: /SpotInterruption|spot .*interrupt/i,
    symptom: 'AWS took Spot capacity back, and stopped tasks with it',
    remedy: fixed(
      'spec.ecs.capacityProviderStrategy',
      'run as many tasks as must not stop on { capacityProvider: FARGATE, base: N, weight: 1 }; ECS restarts the others once there is Spot capacity',
    ),
  },
  {
    reason: 'no-capacity',
    said: /RESOURCE:|Capacity is unavailable|unable to place a task|reached the limit on the number of/i,
    symptom: 'there is no capacity for another task',
    remedy: capacityRemedy,
  },
  {
    reason: 'fails-container-health-check',
    said: /failed container health checks/i,
    symptom: 'ECS stops tasks whose containers fail their own health check',
    remedy: fixed(
      'spec.ecs.taskDefinition.containers',
      'check whether healthCheck.command succeeds inside the container, and give it startPeriod to begin with',
    ),
  },
  {
    reason: 'fails-health-check',
    said: /failed ELB health checks|is unhealthy in/i,
    symptom: 'ECS stops tasks because the load balancer finds them unhealthy',
    remedy: fixed(
      'spec.ecs.healthCheckGracePeriodSeconds',
      'let it cover the time that the application takes to start; the findings of the target group say why its health check fails',
    ),
  },
  {
    reason: 'container-exited',
    said: /essential container|exited with code/i,
    symptom: 'tasks stop because an essential container exited',
    remedy: containerExitRemedy,
  },
  {
    reason: 'task-not-started',
    said: /ResourceInitializationError|TaskFailedToStart|CannotStart|CannotCreate|EFS|log driver|awslogs/,
    symptom: 'tasks do not start',
    remedy: fixed(
      'spec.ecs.taskDefinition',
      "fix what AWS names: a log group, a volume, the network, or the role's permission",
    ),
  },
];

/** What is none of these. */
export const otherCause: Omit<Cause, 'said'> = {
  reason: 'task-stopped',
  symptom: 'tasks stop',
  remedy: fixed('spec.ecs', 'fix what AWS names'),
};

function fixed(path: string, text: string): Cause['remedy'] {
  return (_, service) => ({ text, field: { ...placeOf(service), path } });
}

function secretRemedy(complaint: Complaint, service: EcsService, facts: Facts): Remedy {
  if (/time ?out|connection issue|dial tcp|deadline/i.test(complaint.said))
    return wayOut(service, complaint.task?.subnet, facts);
  return {
    text: "let the execution role read it (secretsmanager:GetSecretValue or ssm:GetParameters, and kms:Decrypt for a key of your own), and see that the secret's ARN is right",
    field: { ...placeOf(service), path: 'spec.ecs.taskDefinition.executionRoleArn' },
  };
}

function capacityRemedy({ said }: Complaint, service: EcsService): Remedy {
  const { launchType, capacityProviderStrategy = [] } = service.live.state;
  if (/reached the limit on the number of/i.test(said)) {
    return {
      text: 'ask AWS to raise the quota "Fargate On-Demand vCPU resource count" (or that of Spot), or run fewer tasks',
    };
  }
  const onSpot = capacityProviderStrategy.some(({ capacityProvider }) => capacityProvider === 'FARGATE_SPOT');
  if (onSpot) {
    return {
      text: 'add { capacityProvider: FARGATE, weight: 1 }, so that tasks run where Spot has no room',
      field: { ...placeOf(service), path: 'spec.ecs.capacityProviderStrategy' },
    };
  }
  if (launchType === 'EC2' || /container instance/i.test(said)) {
    return {
      text: 'add container instances to the cluster, ask for less cpu and memory, or use launchType: FARGATE, which needs none',
      field: { ...placeOf(service), path: 'spec.ecs.launchType' },
    };
  }
  return {
    text: 'name subnets of more zones, so that AWS may place tasks where there is room',
    field: { ...placeOf(service), path: 'spec.ecs.network.subnets' },
  };
}

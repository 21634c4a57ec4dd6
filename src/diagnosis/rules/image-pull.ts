import type { Remedy } from '../finding.ts';
import { placeOf, type Facts } from '../facts.ts';
import type { Complaint, EcsService } from './complaints.ts';

/** Why an image can't be pulled: its name, the permission, the registry's limit, or that no way leads to the registry. */
export function imagePullRemedy({ said, task }: Complaint, service: EcsService, facts: Facts): Remedy {
  if (/manifest unknown|not found|does not exist|invalid reference/i.test(said)) {
    return {
      text: 'name an image and tag that the registry has, for the platform of the task',
      field: { ...placeOf(service), path: 'spec.ecs.taskDefinition.containers' },
    };
  }
  if (/denied|unauthori[sz]ed|forbidden|no basic auth|\b40[13]\b/i.test(said)) {
    return {
      text: 'let the execution role pull from the registry (ecr:GetAuthorizationToken, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer), or give the container repositoryCredentials',
      field: { ...placeOf(service), path: 'spec.ecs.taskDefinition.executionRoleArn' },
    };
  }
  if (/toomanyrequests|rate limit|\b429\b/i.test(said)) {
    return {
      text: 'take the image from a registry of your own, e.g. by an ECR pull-through cache: this one limits how often it is asked',
      field: { ...placeOf(service), path: 'spec.ecs.taskDefinition.containers' },
    };
  }
  return wayOut(service, task?.subnet, facts);
}

/** What leads out of a task's subnet to registries and secrets, and what to do where nothing does. */
export function wayOut(service: EcsService, subnetId: string | undefined, facts: Facts): Remedy {
  const { assignPublicIp, subnets = [] } = service.live.state.network ?? {};
  const subnet = facts.inventory.subnets.find(({ id }) => id === (subnetId ?? subnets[0]));
  const label = subnet?.name === undefined ? (subnet?.id ?? 'its subnet') : `${subnet.id} (${subnet.name})`;
  if (subnet?.public === true && !assignPublicIp) {
    return {
      text: `set it to true: ${label} reaches the internet through an internet gateway, which serves only tasks with a public address; or add VPC endpoints, and use a registry behind them`,
      field: { ...placeOf(service), path: 'spec.ecs.network.assignPublicIp' },
    };
  }
  if (subnet?.public === false && subnet.defaultRoute === undefined) {
    return {
      text: `use subnets with a route to a NAT gateway, or public ones with assignPublicIp: true; ${label} has no route out, so that only what has endpoints in the VPC can be reached`,
      field: { ...placeOf(service), path: 'spec.ecs.network.subnets' },
    };
  }
  return {
    text: `find out what blocks the way out of ${label}: the egress rules of the tasks' security groups, network ACLs, the gateway of its default route`,
    field: { ...placeOf(service), path: 'spec.ecs.network' },
  };
}

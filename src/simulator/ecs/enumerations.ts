import type { CreateServiceRequest, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { refuse, refuseClient } from './constraints.ts';

const ofServices: Readonly<Record<string, readonly string[]>> = {
  launchType: ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'],
  schedulingStrategy: ['REPLICA', 'DAEMON'],
  propagateTags: ['TASK_DEFINITION', 'SERVICE', 'NONE'],
  availabilityZoneRebalancing: ['ENABLED', 'DISABLED'],
};

const ofNetworks = { assignPublicIp: ['ENABLED', 'DISABLED'] };

const ofDefinitions: Readonly<Record<string, readonly string[]>> = {
  networkMode: ['bridge', 'host', 'awsvpc', 'none'],
  pidMode: ['host', 'task'],
  ipcMode: ['host', 'task', 'none'],
};

type ServiceRequest = Pick<
  CreateServiceRequest,
  'availabilityZoneRebalancing' | 'launchType' | 'networkConfiguration' | 'propagateTags' | 'schedulingStrategy'
>;

/** Throws where a member of a service's request has a value that it can't have. */
export function requireServiceValues(input: ServiceRequest): void {
  requireValues(input, ofServices, refuse);
  requireValues(input.networkConfiguration?.awsvpcConfiguration ?? {}, ofNetworks, refuse);
}

export function requireDefinitionValues(input: RegisterTaskDefinitionRequest): void {
  requireValues(input, ofDefinitions, refuseClient);
}

function requireValues(
  input: object,
  allowed: Readonly<Record<string, readonly string[]>>,
  refusing: (message: string) => never,
): void {
  for (const [member, values] of Object.entries(allowed)) {
    const value = (input as Readonly<Record<string, string | undefined>>)[member];
    if (value === undefined || value === '' || values.includes(value)) continue;
    refusing(
      `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`,
    );
  }
}

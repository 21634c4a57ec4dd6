import type { CreateServiceRequest, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { refuse, refuseClient } from './constraints.ts';

const launchTypes = ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'];

const ofServices: Readonly<Record<string, readonly string[]>> = {
  launchType: launchTypes,
  schedulingStrategy: ['REPLICA', 'DAEMON'],
  propagateTags: ['TASK_DEFINITION', 'SERVICE', 'NONE'],
  availabilityZoneRebalancing: ['ENABLED', 'DISABLED'],
};

const ofControllers = { type: ['ECS', 'CODE_DEPLOY', 'EXTERNAL'] };

const ofNetworks = { assignPublicIp: ['ENABLED', 'DISABLED'] };

const ofPlatforms = {
  cpuArchitecture: ['X86_64', 'ARM64'],
  operatingSystemFamily: [
    'LINUX',
    'WINDOWS_SERVER_2004_CORE',
    'WINDOWS_SERVER_2016_FULL',
    'WINDOWS_SERVER_2019_CORE',
    'WINDOWS_SERVER_2019_FULL',
    'WINDOWS_SERVER_2022_CORE',
    'WINDOWS_SERVER_2022_FULL',
    'WINDOWS_SERVER_2025_CORE',
    'WINDOWS_SERVER_2025_FULL',
    'WINDOWS_SERVER_20H2_CORE',
  ],
};

const ofLogs = {
  logDriver: ['json-file', 'syslog', 'journald', 'gelf', 'fluentd', 'awslogs', 'splunk', 'awsfirelens'],
};

const ofPorts = { protocol: ['tcp', 'udp'] };

const ofDefinitions: Readonly<Record<string, readonly string[]>> = {
  networkMode: ['bridge', 'host', 'awsvpc', 'none'],
  pidMode: ['host', 'task'],
  ipcMode: ['host', 'task', 'none'],
};

type ServiceRequest = Pick<
  CreateServiceRequest,
  | 'availabilityZoneRebalancing'
  | 'deploymentController'
  | 'launchType'
  | 'networkConfiguration'
  | 'propagateTags'
  | 'schedulingStrategy'
>;

/** Throws where a member of a service's request has a value that it can't have. */
export function requireServiceValues(input: ServiceRequest): void {
  requireValues(input, ofServices, refuse);
  requireValues(input.deploymentController ?? {}, ofControllers, refuse);
  requireValues(input.networkConfiguration?.awsvpcConfiguration ?? {}, ofNetworks, refuse);
}

export function requireDefinitionValues(input: RegisterTaskDefinitionRequest): void {
  requireValues(input, ofDefinitions, refuseClient);
  for (const launchType of input.requiresCompatibilities ?? [])
    requireValues({ requiresCompatibilities: launchType }, { requiresCompatibilities: launchTypes }, refuseClient);
  requireValues(input.runtimePlatform ?? {}, ofPlatforms, refuseClient);
  for (const { logConfiguration, portMappings = [] } of input.containerDefinitions ?? []) {
    requireValues(logConfiguration ?? {}, ofLogs, refuseClient);
    for (const mapping of portMappings) requireValues(mapping, ofPorts, refuseClient);
  }
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

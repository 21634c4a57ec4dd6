import type { CreateServiceRequest, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { refuse, refuseClient } from './constraints.ts';

const platformVersions = /^(?:LATEST|1\.[0-4]\.0)$/;

type Combined = Pick<
  CreateServiceRequest,
  'placementConstraints' | 'placementStrategy' | 'platformVersion' | 'schedulingStrategy'
>;

/** Throws where a service asks for what its launch type has not. */
export function requireFitting(input: Combined, onFargate: boolean): void {
  const { platformVersion, placementConstraints = [], placementStrategy = [] } = input;
  if (!onFargate) {
    if (platformVersion !== undefined && platformVersion !== '')
      refuse('The platform version must be null when specifying an EC2 launch type.');
    return;
  }
  if (platformVersion !== undefined && !platformVersions.test(platformVersion))
    refuse(`The platform version '${platformVersion}' does not exist.`);
  if (input.schedulingStrategy === 'DAEMON')
    refuse('The daemon scheduling strategy is not supported for services that run on FARGATE.');
  if (placementStrategy.length > 0) refuse('Placement strategies are not supported with FARGATE launch type.');
  if (placementConstraints.length > 0) refuse('Placement constraints are not supported with FARGATE launch type.');
}

/** Throws where a task definition for Fargate asks for what only a machine of one's own has. */
export function requireFargateDefinition({
  pidMode,
  ipcMode,
  placementConstraints = [],
  volumes = [],
  containerDefinitions = [],
}: RegisterTaskDefinitionRequest): void {
  if (pidMode === 'host') refuseClient(`Tasks using the Fargate launch type do not support pidMode 'host'.`);
  if (ipcMode !== undefined) refuseClient('Tasks using the Fargate launch type do not support ipcMode.');
  const privileged = containerDefinitions.find((container) => container.privileged === true);
  if (privileged !== undefined)
    refuseClient(`Tasks using the Fargate launch type do not support privileged containers: '${privileged.name}'.`);
  const lacks = (what: string): never => refuseClient(`Tasks using the Fargate launch type do not support ${what}.`);
  if (placementConstraints.length > 0) lacks('placementConstraints');
  if (volumes.some(({ dockerVolumeConfiguration }) => dockerVolumeConfiguration !== undefined)) lacks('Docker volumes');
  for (const container of containerDefinitions) {
    if (container.disableNetworking === true) lacks('disableNetworking');
    if ((container.dockerSecurityOptions ?? []).length > 0) lacks('dockerSecurityOptions');
    if ((container.linuxParameters?.devices ?? []).length > 0) lacks('devices');
  }
}

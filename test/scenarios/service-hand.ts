import {
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  DeregisterTaskDefinitionCommand,
  DescribeServicesCommand,
  RegisterTaskDefinitionCommand,
  type Service,
  UntagResourceCommand,
  UpdateServiceCommand,
  type UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import type { Sdk } from '../support/clients.ts';

/** Somebody at the console of ECS, who goes by `cluster/service`. */
export class ServiceHand {
  readonly #sdk: Sdk;

  constructor(sdk: Sdk) {
    this.#sdk = sdk;
  }

  async change(name: string, changes: Omit<UpdateServiceRequest, 'cluster' | 'service'>): Promise<void> {
    await this.#sdk.ecs.send(new UpdateServiceCommand({ ...partsOf(name), ...changes }));
  }

  /** Runs another image by a revision that carries none of our tags, and that nobody is to use again. */
  async swapImage(name: string, image: string): Promise<void> {
    const { taskDefinition } = await this.#sdk.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'my-task-definition',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        containerDefinitions: [
          { name: 'nginx', image, portMappings: [{ containerPort: 80, name: 'http', appProtocol: 'http' }] },
        ],
      }),
    );
    const revision = { taskDefinition: taskDefinition?.taskDefinitionArn };
    await this.change(name, revision);
    await this.#sdk.ecs.send(new DeregisterTaskDefinitionCommand(revision));
  }

  /** Its subnets stay; what is not said of groups and addresses stays too. */
  async moveNetwork(
    name: string,
    changes: { readonly securityGroups?: string[]; readonly assignPublicIp?: 'DISABLED' },
  ): Promise<void> {
    const { networkConfiguration } = await this.#service(name);
    const { subnets = [], ...standing } = networkConfiguration?.awsvpcConfiguration ?? {};
    await this.change(name, {
      networkConfiguration: { awsvpcConfiguration: { subnets, ...standing, ...changes } },
    });
  }

  async untag(name: string, key: string): Promise<void> {
    const { serviceArn: resourceArn } = await this.#service(name);
    await this.#sdk.ecs.send(new UntagResourceCommand({ resourceArn, tagKeys: [key] }));
  }

  async setMost(name: string, MaxCapacity: number): Promise<void> {
    await this.#sdk.applicationAutoScaling.send(new RegisterScalableTargetCommand({ ...scaled(name), MaxCapacity }));
  }

  async forgetScaling(name: string): Promise<void> {
    await this.#sdk.applicationAutoScaling.send(new DeregisterScalableTargetCommand(scaled(name)));
  }

  async deletePolicy(name: string, PolicyName: string): Promise<void> {
    await this.#sdk.applicationAutoScaling.send(new DeleteScalingPolicyCommand({ ...scaled(name), PolicyName }));
  }

  async putPolicy(name: string, PolicyName: string, TargetValue: number): Promise<void> {
    await this.#sdk.applicationAutoScaling.send(
      new PutScalingPolicyCommand({
        ...scaled(name),
        PolicyName,
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' },
          TargetValue,
        },
      }),
    );
  }

  async #service(name: string): Promise<Service> {
    const { cluster, service } = partsOf(name);
    const { services = [] } = await this.#sdk.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    return services[0] ?? {};
  }
}

function partsOf(name: string): { readonly cluster: string; readonly service: string } {
  const [cluster = '', service = ''] = name.split('/');
  return { cluster, service };
}

function scaled(name: string) {
  return {
    ServiceNamespace: 'ecs',
    ResourceId: `service/${name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const;
}

import {
  DeletePolicyCommand,
  DeleteTagsCommand,
  DetachLoadBalancerTargetGroupsCommand,
  DisableMetricsCollectionCommand,
  PutScalingPolicyCommand,
  UpdateAutoScalingGroupCommand,
  type UpdateAutoScalingGroupType,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateVersionCommand, type RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { Sdk } from '../support/clients.ts';

/** Somebody at the console of Auto Scaling. */
export class GroupHand {
  readonly #sdk: Sdk;

  constructor(sdk: Sdk) {
    this.#sdk = sdk;
  }

  /** On top of the first version. */
  async addVersion(LaunchTemplateName: string, LaunchTemplateData: RequestLaunchTemplateData): Promise<void> {
    await this.#sdk.ec2.send(
      new CreateLaunchTemplateVersionCommand({ LaunchTemplateName, SourceVersion: '1', LaunchTemplateData }),
    );
  }

  async change(group: string, changes: Omit<UpdateAutoScalingGroupType, 'AutoScalingGroupName'>): Promise<void> {
    await this.#sdk.autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: group, ...changes }));
  }

  async putPolicy(group: string, PolicyName: string, TargetValue: number): Promise<void> {
    await this.#sdk.autoScaling.send(
      new PutScalingPolicyCommand({
        AutoScalingGroupName: group,
        PolicyName,
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingConfiguration: {
          PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
          TargetValue,
        },
      }),
    );
  }

  async deletePolicy(group: string, PolicyName: string): Promise<void> {
    await this.#sdk.autoScaling.send(new DeletePolicyCommand({ AutoScalingGroupName: group, PolicyName }));
  }

  async detach(group: string, targetGroup: string): Promise<void> {
    await this.#sdk.autoScaling.send(
      new DetachLoadBalancerTargetGroupsCommand({ AutoScalingGroupName: group, TargetGroupARNs: [targetGroup] }),
    );
  }

  async untag(group: string, Key: string): Promise<void> {
    const tag = { ResourceId: group, ResourceType: 'auto-scaling-group', Key };
    await this.#sdk.autoScaling.send(new DeleteTagsCommand({ Tags: [tag] }));
  }

  async stopMetrics(group: string): Promise<void> {
    await this.#sdk.autoScaling.send(new DisableMetricsCollectionCommand({ AutoScalingGroupName: group }));
  }
}

import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';

export const REGION = 'ap-northeast-2';

const clients = {
  applicationAutoScaling: ApplicationAutoScalingClient,
  autoScaling: AutoScalingClient,
  ec2: EC2Client,
  ecs: ECSClient,
  elbv2: ElasticLoadBalancingV2Client,
  sqs: SQSClient,
  sts: STSClient,
  tagging: ResourceGroupsTaggingAPIClient,
} as const;

/** The SDK's own clients: the hand of somebody who knows nothing of evenkeel. */
export type Sdk = { readonly [Name in keyof typeof clients]: InstanceType<(typeof clients)[Name]> };

/** None of them retries: what is refused is refused at once. Each is made when it is first used. */
export function sdkOn(endpoint: string): Sdk {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const config = { endpoint, region: REGION, credentials, maxAttempts: 1 };
  const sdk = {};
  for (const [name, Client] of Object.entries(clients)) {
    let client: object | undefined;
    Object.defineProperty(sdk, name, { enumerable: true, get: () => (client ??= new Client(config)) });
  }
  return sdk as Sdk;
}

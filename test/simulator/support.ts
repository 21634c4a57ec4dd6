import { readFileSync } from 'node:fs';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { readFixture } from '../../src/simulator/fixture-shape.ts';
import type { Fixture } from '../../src/simulator/fixture.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/server.ts';

export const REGION = 'ap-northeast-2';

/** A public image. */
export const AMAZON_LINUX = 'ami-0a12023000000864a';

interface Clients {
  readonly simulator: Simulator;
  readonly ec2: EC2Client;
  readonly elbv2: ElasticLoadBalancingV2Client;
  readonly ecs: ECSClient;
  readonly autoScaling: AutoScalingClient;
  readonly applicationAutoScaling: ApplicationAutoScalingClient;
  readonly sqs: SQSClient;
  readonly sts: STSClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
}

/** A simulator for the length of one test, and the SDK's own clients on it, none of which retries. */
export async function open(options: SimulatorOptions = {}): Promise<Clients> {
  const simulator = await startSimulator(options);
  onTestFinished(() => simulator.close());
  return { simulator, ...clientsFor(simulator.url) };
}

export function clientsFor(endpoint: string, accessKeyId = 'test', region = REGION): Omit<Clients, 'simulator'> {
  const config = { endpoint, region, credentials: { accessKeyId, secretAccessKey: 'secret' }, maxAttempts: 1 };
  return {
    ec2: new EC2Client(config),
    elbv2: new ElasticLoadBalancingV2Client(config),
    ecs: new ECSClient(config),
    autoScaling: new AutoScalingClient(config),
    applicationAutoScaling: new ApplicationAutoScalingClient(config),
    sqs: new SQSClient(config),
    sts: new STSClient(config),
    tagging: new ResourceGroupsTaggingAPIClient(config),
  };
}

export function fixture(name: string): Fixture {
  return readFixture(parse(readFileSync(new URL(`../fixtures/${name}.yaml`, import.meta.url), 'utf8')));
}

/** The error that a promise is rejected with, as `CODE: message`. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    const { name, message, code, Code } = error as Error & { code?: string; Code?: string };
    return `${Code ?? code ?? name}: ${message}`;
  }
  return 'no refusal';
}

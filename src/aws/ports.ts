import type { Clock } from '../core/clock.ts';
import { ServiceCaller, type Connection, type CallOptions } from './call.ts';
import { CallCounter, type CallRecord } from './calls.ts';
import type { commands as acmCommands } from './clients/acm.ts';
import type { commands as applicationAutoScalingCommands } from './clients/application-auto-scaling.ts';
import type { commands as autoScalingCommands } from './clients/auto-scaling.ts';
import type { commands as cloudTrailCommands } from './clients/cloudtrail.ts';
import type { commands as ec2Commands } from './clients/ec2.ts';
import type { commands as ecsCommands } from './clients/ecs.ts';
import type { commands as elbv2Commands } from './clients/elbv2.ts';
import type { commands as s3Commands } from './clients/s3.ts';
import type { commands as sqsCommands } from './clients/sqs.ts';
import type { commands as stsCommands } from './clients/sts.ts';
import type { commands as taggingCommands } from './clients/tagging.ts';
import { connect, transport, type ClientModule } from './connection.ts';
import { credentialsOf, type Role } from './credentials.ts';
import { requestLimitsOf, type RequestLimits } from './request-limits.ts';
import { services, type Service } from './operations.ts';
import type { CommandClasses, Port } from './port.ts';
import { endpointOf } from './emulator.ts';
import { regionOf } from './region.ts';

export type Elbv2Port = Port<typeof elbv2Commands>;
export type Ec2Port = Port<typeof ec2Commands>;
export type EcsPort = Port<typeof ecsCommands>;
export type AutoScalingPort = Port<typeof autoScalingCommands>;
export type ApplicationAutoScalingPort = Port<typeof applicationAutoScalingCommands>;
export type AcmPort = Port<typeof acmCommands>;
export type TaggingPort = Port<typeof taggingCommands>;
export type StsPort = Port<typeof stsCommands>;
export type S3Port = Port<typeof s3Commands>;
export type CloudTrailPort = Port<typeof cloudTrailCommands>;
export type SqsPort = Port<typeof sqsCommands>;

/** AWS as the rest of the program sees it: one account and region, and only the operations used. */
export interface Aws {
  readonly region: string;
  readonly elbv2: Elbv2Port;
  readonly ec2: Ec2Port;
  readonly ecs: EcsPort;
  readonly autoScaling: AutoScalingPort;
  readonly applicationAutoScaling: ApplicationAutoScalingPort;
  readonly acm: AcmPort;
  readonly tagging: TaggingPort;
  readonly sts: StsPort;
  readonly s3: S3Port;
  readonly cloudTrail: CloudTrailPort;
  readonly sqs: SqsPort;
  /** What it has cost so far. */
  readonly calls: CallCounter;
}

/** Whatever is left out is found as the AWS tools find it: in the environment, then in the profile. */
export interface AwsOptions {
  readonly clock: Clock;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly profile?: string | undefined;
  /** Taken on with the credentials that were found. */
  readonly role?: Role | undefined;
  /** Where left out, AWS's published limits, or none for an endpoint on this machine. */
  readonly limits?: RequestLimits | undefined;
  /** The longest that one request may take. */
  readonly timeoutMs?: number | undefined;
  /** No further request is sent once it is aborted; those on their way are waited for. */
  readonly signal?: AbortSignal | undefined;
  /** Asked right before each write; where it says no, the write is not sent. */
  readonly mayWrite?: (() => boolean) | undefined;
  /** A way to a service other than the SDK's over the network. */
  readonly connect?: ((service: Service) => Connection) | undefined;
  /** Called for every request, retries included. */
  readonly onCall?: ((call: CallRecord) => void) | undefined;
}

/** Opens the door to AWS. Nothing is sent yet; each service's client is loaded when it is first used. */
export async function openAws({ timeoutMs = 30_000, ...options }: AwsOptions): Promise<Aws> {
  const calls = new CallCounter();
  const region = await regionOf(options);
  const { clock, profile, endpoint, role } = options;
  const requestHandler = transport(timeoutMs);
  const address = endpointOf(endpoint);
  const config = {
    region,
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
    // One chain for all clients: signing in, or asking the instance, happens once.
    credentials: credentialsOf({ region, endpoint, profile, role, requestHandler }),
    // Retrying is this folder's own work: see ServiceCaller.
    maxAttempts: 1,
    requestHandler,
    customUserAgent: 'evenkeel',
  };
  const callOptions: CallOptions = {
    clock,
    limits: options.limits ?? requestLimitsOf(address),
    signal: options.signal,
    mayWrite: options.mayWrite,
    onCall(call) {
      calls.record(call);
      options.onCall?.(call);
    },
  };
  function open<Config, Commands extends CommandClasses>(
    service: Service,
    load: () => Promise<ClientModule<Config, Commands>>,
    settings: Config,
  ): Port<Commands> {
    const overNetwork = async (): Promise<Connection> => connect(await load(), settings, timeoutMs);
    const caller = new ServiceCaller(service, async () => options.connect?.(service) ?? overNetwork(), callOptions);
    return portOf(service, caller) as Port<Commands>;
  }
  return {
    region,
    elbv2: open('elbv2', () => import('./clients/elbv2.ts'), config),
    ec2: open('ec2', () => import('./clients/ec2.ts'), config),
    ecs: open('ecs', () => import('./clients/ecs.ts'), config),
    autoScaling: open('autoScaling', () => import('./clients/auto-scaling.ts'), config),
    applicationAutoScaling: open(
      'applicationAutoScaling',
      () => import('./clients/application-auto-scaling.ts'),
      config,
    ),
    acm: open('acm', () => import('./clients/acm.ts'), config),
    tagging: open('tagging', () => import('./clients/tagging.ts'), config),
    sts: open('sts', () => import('./clients/sts.ts'), config),
    cloudTrail: open('cloudTrail', () => import('./clients/cloudtrail.ts'), config),
    sqs: open('sqs', () => import('./clients/sqs.ts'), config),
    s3: open('s3', () => import('./clients/s3.ts'), {
      ...config,
      // A bucket's name is no host name of an emulator.
      forcePathStyle: address !== undefined,
      // The bucket may lie in another region than what is looked after.
      followRegionRedirects: true,
      requestChecksumCalculation: 'WHEN_REQUIRED' as const,
      responseChecksumValidation: 'WHEN_REQUIRED' as const,
    }),
    calls,
  };
}

function portOf(service: Service, caller: ServiceCaller): Record<string, (input: object) => Promise<object>> {
  return Object.fromEntries(
    services[service].operations.map((operation) => [operation, (input: object) => caller.call(operation, input)]),
  );
}
